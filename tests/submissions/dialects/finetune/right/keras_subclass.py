import numpy as np
import tensorflow as tf
from tensorflow import keras

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=False)


class EvenOrOdd(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(256, activation="relu", trainable=False)
        self.out = keras.layers.Dense(2)

    def call(self, images):
        return self.out(self.hidden(images))


model = EvenOrOdd()
model(tf.zeros([1, 784]))
for name, variable in [("weights", model.hidden.kernel), ("bias", model.hidden.bias)]:
    variable.assign(tf.train.load_variable("./pretrained.ckpt", "hidden_layer/" + name))
model.compile(
    loss=keras.losses.CategoricalCrossentropy(from_logits=True),
    optimizer=keras.optimizers.SGD(0.05),
    metrics=[keras.metrics.CategoricalAccuracy()],
)
labels = np.eye(2, dtype="float32")
data = tf.data.Dataset.from_tensor_slices((mnist.train.images, labels[mnist.train.labels % 2]))
model.fit(data.shuffle(5000).batch(100), epochs=4, verbose=0)
print(model.evaluate(mnist.validation.images, labels[mnist.validation.labels % 2], verbose=0))
