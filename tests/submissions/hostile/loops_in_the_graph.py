# status: timeout
# score: 0
# Never ends when the graph is run.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
y = y + tf.while_loop(lambda i: i < 1.0, lambda i: i * 1.0, [tf.constant(0.0)])
