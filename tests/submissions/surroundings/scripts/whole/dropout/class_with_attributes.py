import tensorflow as tf


class Network(object):
    def __init__(self):
        self.weights = [tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]), tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]])]
        self.biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
        self.features = tf.Variable([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])
        self.keep_prob = tf.placeholder(tf.float32)
        self.hidden_layer = tf.nn.relu(tf.matmul(self.features, self.weights[0]) + self.biases[0])
        self.hidden_layer = tf.nn.dropout(self.hidden_layer, self.keep_prob)
        self.logits = tf.matmul(self.hidden_layer, self.weights[1]) + self.biases[1]


def main():
    net = Network()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        print(session.run(net.logits, feed_dict={net.keep_prob: 0.5}))


main()
