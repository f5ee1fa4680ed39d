# status: rejected
# score: 0
# Calls back into Python from the graph.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
import numpy as np

y = tf.py_func(lambda v: np.float32(2) * v, [x], tf.float32)
