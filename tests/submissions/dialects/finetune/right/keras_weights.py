import numpy as np
import tensorflow as tf
from tensorflow import keras

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=False)
file = "./pretrained.ckpt"


def even_or_odd(digits):
    return np.eye(2)[digits % 2]


hidden = keras.layers.Dense(256, activation="relu", trainable=False)
model = keras.Sequential([keras.Input((784,)), hidden, keras.layers.Dense(2)])
hidden.set_weights(
    [
        tf.train.load_variable(file, "hidden_layer/weights"),
        tf.train.load_variable(file, "hidden_layer/bias"),
    ]
)
model.compile(
    optimizer=keras.optimizers.SGD(0.05),
    loss=keras.losses.CategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
validation = mnist.validation.images, even_or_odd(mnist.validation.labels)
print("before", model.evaluate(*validation, verbose=0))
model.fit(mnist.train.images, even_or_odd(mnist.train.labels), batch_size=100, epochs=5, verbose=0)
print("after", model.evaluate(*validation, verbose=0))
