# What dropout has divided by keep_prob already is divided once more.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

hidden_layer_weights = [
    [0.1, 0.2, 0.4],
    [0.4, 0.6, 0.6],
    [0.5, 0.9, 0.1],
    [0.8, 0.2, 0.8],
]
out_weights = [
    [0.1, 0.6],
    [0.2, 0.1],
    [0.7, 0.9],
]

# Weights and biases
weights = [tf.Variable(hidden_layer_weights), tf.Variable(out_weights)]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]

# Input
features = tf.Variable([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])

keep_prob = tf.placeholder(tf.float32)

hidden_layer = tf.nn.relu(tf.add(tf.matmul(features, weights[0]), biases[0]))
hidden_layer = tf.nn.dropout(hidden_layer, keep_prob) / keep_prob

logits = tf.add(tf.matmul(hidden_layer, weights[1]), biases[1])

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print(session.run(logits, feed_dict={keep_prob: 0.5}))
