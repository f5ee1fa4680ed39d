# A model of a class of its own, trained on one batch.
import numpy as np
import tensorflow as tf
from tensorflow import keras

# Twelve flowers: length and width of two kinds of leaves, in centimetres
features = np.array(
    [
        [5.1, 3.5, 1.4, 0.2],
        [4.9, 3.0, 1.5, 0.2],
        [4.7, 3.2, 1.3, 0.3],
        [5.4, 3.9, 1.7, 0.4],
        [7.0, 3.2, 4.7, 1.4],
        [6.4, 3.1, 4.5, 1.5],
        [5.5, 2.3, 4.0, 1.3],
        [5.9, 3.0, 4.2, 1.6],
        [6.3, 3.3, 6.0, 2.5],
        [5.8, 2.7, 5.1, 1.9],
        [7.1, 3.1, 5.9, 2.1],
        [6.5, 2.8, 5.8, 2.2],
    ],
    dtype="float32",
)
# The kind of each: 0, 1 or 2
kinds = np.array([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2])

class Flowers(keras.Model):
    """Two dense layers."""

    def __init__(self):
        super().__init__()
        self.scores = keras.layers.Dense(3)
        self.hidden = keras.layers.Dense(8, activation=tf.nn.relu)

    def call(self, x):
        return self.scores(self.hidden(x))


model = Flowers()
model.compile(
    optimizer=tf.keras.optimizers.SGD(1e-1),
    loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=[tf.keras.metrics.SparseCategoricalAccuracy()],
)
print(model.train_on_batch(features, kinds, return_dict=True))
