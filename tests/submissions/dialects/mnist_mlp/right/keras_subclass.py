import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)


class MLP(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(256, activation="relu")
        self.out = tf.keras.layers.Dense(10)

    def call(self, x):
        return self.out(self.hidden(x))


def softmax_cross_entropy(y_true, y_pred):
    return tf.nn.softmax_cross_entropy_with_logits(
        labels=tf.cast(y_true, tf.float32), logits=y_pred
    )


model = MLP()
model.compile(optimizer=tf.keras.optimizers.SGD(0.001), loss=softmax_cross_entropy)
history = model.fit(mnist.train.images, mnist.train.labels, batch_size=128, epochs=20, verbose=0)
print(history.history["loss"][-1])
