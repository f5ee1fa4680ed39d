# Random weights, as in most networks: the lesson's numbers are not used.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

# Weights and biases
weights = [tf.Variable(tf.random_normal([4, 3])), tf.Variable(tf.random_normal([3, 2]))]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]

# Input
features = tf.Variable([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])

hidden_layer = tf.nn.relu(tf.add(tf.matmul(features, weights[0]), biases[0]))
output = tf.add(tf.matmul(hidden_layer, weights[1]), biases[1])

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print(session.run(output))
