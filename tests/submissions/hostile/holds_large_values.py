# status: passed
# score: 4
# Tries to hold numbers and texts of any size.
import numpy as np

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

huge = 10**100_000
minus = -(10**5000)
text = "x" * 10_000_000
values = [float("nan"), float("inf"), 1e308 * 10, 2j, b"x" * 1000, 1 << 63, -(1 << 63), True, None, ...]
lone = "\ud800" * 100
table = {("k" * 100_000): 1, 10**6000: 2}
arrays = [np.zeros(0), np.array(None), np.array("text"), np.zeros((1,) * 32), np.datetime64("now")]
