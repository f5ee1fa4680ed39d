# status: error
# score: 4
# says: ValueError
# Tries to raise an error with a message of a hundred megabytes.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

raise ValueError("x" * 100_000_000)
