import numpy as np
import tensorflow as tf
from tensorflow import keras

tf.random.set_seed(1)
x = np.array([[0, 2, 3, 4], [0.1, 0.2, 0.3, 0.4], [11, 12, 13, 14]], "float32")


class Classifier(keras.Model):
    """One hidden layer with dropout."""

    def __init__(self, units=3, rate=0.5, **kwargs):
        super().__init__(**kwargs)
        self.layer1 = keras.layers.Dense(units)
        self.act = keras.layers.ReLU()
        self.drop = keras.layers.Dropout(rate)
        self.layer2 = keras.layers.Dense(2)

    def call(self, inputs, training=None):
        h = self.act(self.layer1(inputs))
        if training:
            h = self.drop(h, training=training)
        return self.layer2(h)


classifier = Classifier()
classifier(x)
classifier.layer1.kernel.assign(
    [[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]
)
classifier.layer2.kernel.assign([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]])

train_logits = classifier(x, training=True)
test_logits = classifier(x, training=False)
print("train", train_logits.numpy().tolist())
print("test", test_logits.numpy().tolist())
