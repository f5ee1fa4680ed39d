# status: timeout
# score: 0
# Leaves a thread that never ends.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
import threading


def spin():
    while True:
        pass


threading.Thread(target=spin).start()
