# status: passed
# score: 4
# Leaves work for after its end.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
import atexit
import os

atexit.register(lambda: os._exit(3))


class Last:
    def __del__(self):
        os._exit(4)


last = Last()
