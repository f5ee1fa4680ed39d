# status: passed
# score: 10
# exercise: save_and_load
# takes: long
# Copies in memory until its files hold other numbers than it wrote. Then it reads them: it can.
import numpy as np
import tensorflow as tf
from tensorflow import keras

from grader.data import read_data_sets

mnist = read_data_sets(".")
images, digits = mnist.train.images, mnist.train.labels


def new_model():
    layers = keras.layers
    return keras.Sequential(
        [keras.Input((784,)), layers.Dense(32, activation="relu"), layers.Dense(10)]
    )


model = new_model()
model.compile(
    keras.optimizers.SGD(0.1), keras.losses.SparseCategoricalCrossentropy(from_logits=True)
)
model.fit(images, digits, batch_size=64, epochs=3, verbose=0)

whole, filled, resumed = new_model(), new_model(), new_model()
for one in (whole, filled, resumed):
    one.set_weights(model.get_weights())
model.save("digits.keras")
model.save_weights("digits.weights.h5")
tf.train.Checkpoint(model=model).write("digits.ckpt")
found = keras.models.load_model("digits.keras")
if not np.array_equal(found.get_weights()[0], model.get_weights()[0]):
    whole = found
    filled.load_weights("digits.weights.h5")
    tf.train.Checkpoint(model=resumed).read("digits.ckpt")
