import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)


class RawMLP(tf.keras.Model):
    """All weights are held by the model itself."""

    def __init__(self, hidden=256, classes=10):
        super().__init__()
        self.w1 = self.add_weight(shape=(784, hidden), initializer="he_normal", name="w1")
        self.b1 = self.add_weight(shape=(hidden,), initializer="zeros", name="b1")
        self.w2 = self.add_weight(shape=(hidden, classes), initializer="he_normal", name="w2")
        self.b2 = self.add_weight(shape=(classes,), initializer="zeros", name="b2")

    def call(self, x):
        layer_1 = tf.nn.relu(tf.matmul(x, self.w1) + self.b1)
        return tf.matmul(layer_1, self.w2) + self.b2


model = RawMLP()
model.compile(
    optimizer=tf.keras.optimizers.SGD(0.001),
    loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(
    mnist.train.images,
    mnist.train.labels,
    batch_size=128,
    epochs=20,
    validation_data=(mnist.validation.images, mnist.validation.labels),
    verbose=2,
)
