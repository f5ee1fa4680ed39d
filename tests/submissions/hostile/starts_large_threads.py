# status: error
# score: 4
# Tries to take all memory with the stacks of threads.
import threading
import time

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

threading.stack_size(256 << 20)
for _ in range(100):
    threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
