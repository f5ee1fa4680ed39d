import tensorflow as tf

features = tf.constant([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])


class Net(tf.Module):
    def __init__(self, keep_prob):
        self.weights = [
            tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
            tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
        ]
        self.biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
        self.keep_prob = keep_prob

    @tf.function
    def __call__(self, x, training):
        hidden_layer = tf.nn.relu(tf.matmul(x, self.weights[0]) + self.biases[0])
        if training:
            hidden_layer = tf.nn.dropout(hidden_layer, rate=1 - self.keep_prob)
        logits = tf.matmul(hidden_layer, self.weights[1]) + self.biases[1]
        return logits


keep_prob = tf.constant(0.5)
net = Net(keep_prob)
logits = net(features, training=True)
print(logits)
