# status: passed
# score: 4
# Tries to close what it prints to.
import os
import sys

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

sys.stdout.close()
sys.stderr.close()
for descriptor in (0, 1, 2):
    os.close(descriptor)
