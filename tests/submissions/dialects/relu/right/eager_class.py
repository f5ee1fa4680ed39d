import tensorflow as tf


class Network(tf.Module):
    def __init__(self):
        super().__init__()
        self.weights = [
            tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
            tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
        ]
        self.biases = [tf.Variable(tf.zeros([3])), tf.Variable(tf.zeros([2]))]

    def __call__(self, features):
        hidden_layer = tf.nn.relu(features @ self.weights[0] + self.biases[0])
        output = hidden_layer @ self.weights[1] + self.biases[1]
        return output


features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
net = Network()
result = net(features)
tf.print(result)
print(f"{result.numpy()}")
