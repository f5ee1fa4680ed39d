# Models of the functional way, and everything in functions; each file is read where it is compared.
import numpy as np
import tensorflow as tf
from tensorflow import keras

from grader.data import read_data_sets


def read_digits():
    mnist = read_data_sets(".")
    return mnist.train.images.reshape(-1, 784), mnist.train.labels


def build():
    inputs = keras.Input(shape=(784,), name="pictures")
    strokes = keras.layers.Dense(32, activation="relu", name="strokes")(inputs)
    return keras.Model(inputs, keras.layers.Dense(10, name="scores")(strokes))


def train(images, digits):
    model = build()
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.1),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    model.fit(images, digits, batch_size=64, epochs=3, verbose=2)
    return model


def main():
    images, digits = read_digits()
    model = train(images, digits)
    before = model.predict(images[:100], verbose=0)

    model.save("digits.keras")
    whole = keras.models.load_model("digits.keras")
    np.testing.assert_allclose(whole.predict(images[:100], verbose=0), before, rtol=1e-5, atol=1e-5)

    model.save_weights("digits.weights.h5")
    filled = build()
    filled.load_weights("digits.weights.h5")
    assert np.allclose(filled.predict(images[:100], verbose=0), before, atol=1e-5)

    path = tf.train.Checkpoint(model).save("checkpoints/digits")
    resumed = build()
    tf.train.Checkpoint(resumed).restore(path).assert_nontrivial_match()
    assert np.allclose(resumed.predict(images[:100], verbose=0), before, atol=1e-5)
    return whole, filled, resumed


if __name__ == "__main__":
    main()
