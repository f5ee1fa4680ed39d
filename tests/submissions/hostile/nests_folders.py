# status: killed
# score: 0
# says: more than 12 deep
# Tries to nest folders deeper than any path may be long, and wait.
import os
import time

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

for _ in range(500):
    os.mkdir("d")
    os.chdir("d")
time.sleep(60)
