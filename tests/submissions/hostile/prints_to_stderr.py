# status: killed
# score: 0
# Floods standard error.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
import os

while True:
    os.write(2, b'x' * 65536)
