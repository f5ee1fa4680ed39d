# The checkpoint that wrote it also reads it, into the model that it holds.
import tensorflow as tf
from tensorflow import keras

from grader.data import read_data_sets

# Pictures of digits, 784 numbers between 0 and 1 each, and which digit each of them is
mnist = read_data_sets(".")
images, digits = mnist.train.images, mnist.train.labels


def new_model():
    return keras.Sequential(
        [
            keras.Input(shape=(784,)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(10),
        ]
    )


cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model = new_model()
model.compile(keras.optimizers.SGD(0.1), cross_entropy)
model.fit(images, digits, batch_size=64, epochs=3)

model.save("digits.keras")
whole = keras.models.load_model("digits.keras")

model.save_weights("digits.weights.h5")
filled = new_model()
filled.load_weights("digits.weights.h5")

checkpoint = tf.train.Checkpoint(model=model)
checkpoint.write("digits.ckpt")
resumed = new_model()
checkpoint.read("digits.ckpt")
