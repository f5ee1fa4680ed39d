# A functional model, one-hot kinds, and the loss as a function.
import numpy as np
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

one_hot = keras.utils.to_categorical(kinds, 3)

inputs = keras.Input((4,))
hidden = keras.layers.Dense(8)(inputs)
hidden = keras.layers.ReLU()(hidden)
scores = keras.layers.Dense(3, name="scores")(hidden)
model = keras.Model(inputs, scores)


def loss(y_true, y_pred):
    return keras.losses.categorical_crossentropy(y_true, y_pred, from_logits=True)


model.compile(keras.optimizers.SGD(0.1), loss, metrics=["acc"])
history = model.fit(features, one_hot, epochs=1, verbose=0)
print(history.history)
