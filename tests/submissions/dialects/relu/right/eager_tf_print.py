import tensorflow as tf

hidden_layer_weights = [[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]
out_weights = [[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]


class Dense(tf.Module):
    def __init__(self, w, name=None):
        super().__init__(name=name)
        with self.name_scope:
            self.w = tf.Variable(w, name="w", dtype=tf.float32)
            self.b = tf.Variable(tf.zeros([self.w.shape[1]]), name="b")

    @tf.Module.with_name_scope
    def __call__(self, x):
        return tf.matmul(x, self.w) + self.b


class ReluNet(tf.Module):
    def __init__(self, name="relu_net"):
        super().__init__(name=name)
        self.first = Dense(hidden_layer_weights, name="first")
        self.second = Dense(out_weights, name="second")

    @property
    def weights(self):
        return [self.first.w, self.second.w]

    @property
    def biases(self):
        return [self.first.b, self.second.b]

    @tf.Module.with_name_scope
    def __call__(self, features):
        hidden_layer = tf.nn.relu(self.first(features))
        output = self.second(hidden_layer)
        return hidden_layer, output


net = ReluNet()
weights = net.weights
biases = net.biases
features = tf.constant([[1.0, 2, 3, 4], [-1, -2, -3, -4], [11, 12, 13, 14]])
hidden_layer, output = net(features)
tf.print("output:", output, summarize=-1)
