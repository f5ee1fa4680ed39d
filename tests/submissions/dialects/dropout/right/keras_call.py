import tensorflow as tf

keep_prob = 0.5
features = tf.constant([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])


class MLP(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.w1 = tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]])
        self.fc1 = tf.keras.layers.Dense(3)
        self.fc2 = tf.keras.layers.Dense(2)

    def call(self, x, training=False):
        h = tf.nn.relu(self.fc1(x))
        if training:
            h = tf.nn.dropout(h, rate=1 - keep_prob)
        return self.fc2(h)


def main():
    net = MLP()
    net(features)
    net.fc1.set_weights([net.w1.numpy(), tf.zeros(3).numpy()])
    net.fc2.set_weights(
        [tf.constant([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]).numpy(), tf.zeros(2).numpy()]
    )
    out = net(features, training=True)
    tf.print(out)
    print(out)


main()
