from types import SimpleNamespace

import tensorflow as tf

net = SimpleNamespace()
net.weights = [tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]), tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]])]
net.biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
net.features = tf.Variable([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
net.hidden_layer = tf.nn.relu(tf.matmul(net.features, net.weights[0]) + net.biases[0])
net.output = tf.matmul(net.hidden_layer, net.weights[1]) + net.biases[1]
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print(session.run(net.output))
