# status: killed
# score: 0
# says: threads; 64 are allowed
# Tries to start threads with tiny stacks, thousands of them.
import threading
import time

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

threading.stack_size(32 << 10)
for _ in range(20_000):
    threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
