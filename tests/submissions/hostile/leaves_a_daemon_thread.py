# status: passed
# score: 4
# Leaves a daemon thread running at its end.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
import threading
import time

threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
