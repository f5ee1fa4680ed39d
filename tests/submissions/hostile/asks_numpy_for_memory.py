# status: killed
# score: 0
# says: memory
# Tries to take a terabyte in one array.
import numpy as np

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

array = np.ones(1 << 37)
