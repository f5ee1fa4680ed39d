# status: failed
# score: 0
# Asks for a terabyte when the graph is run.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
y = y + tf.reduce_sum(tf.fill([1 << 19, 1 << 19], 0.0))
