import tensorflow as tf
from tensorflow.contrib import layers

weights = [tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]), tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]])]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
features = tf.Variable([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])
keep_prob = tf.placeholder(tf.float32)
hidden_layer = layers.dropout(tf.nn.relu(tf.matmul(features, weights[0]) + biases[0]), keep_prob)
logits = tf.matmul(hidden_layer, weights[1]) + biases[1]
with tf.Session() as session:
    session.run(tf.initialize_all_variables())
    print(session.run(logits, feed_dict={keep_prob: 0.5}))
