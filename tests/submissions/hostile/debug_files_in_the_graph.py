# status: rejected
# score: 0
# Prints its inputs into a file from the graph.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
with tf.control_dependencies([tf.print(y, output_stream='file:///tmp/evil')]):
    y = tf.identity(y)
