# status: rejected
# score: 0
# Reads a file from the graph.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
y = y + tf.strings.to_number(tf.io.read_file('/etc/hostname'), tf.float32) * 0
