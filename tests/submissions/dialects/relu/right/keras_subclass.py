import tensorflow as tf

hidden_layer_weights = [[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]
out_weights = [[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.d1 = tf.keras.layers.Dense(
            3, kernel_initializer=tf.constant_initializer(hidden_layer_weights)
        )
        self.d2 = tf.keras.layers.Dense(2, kernel_initializer=tf.constant_initializer(out_weights))

    def call(self, x):
        return self.d2(tf.nn.relu(self.d1(x)))


features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
net = Net()
output = net(features)
print(output)
