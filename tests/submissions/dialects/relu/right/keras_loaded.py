import numpy as np
import tensorflow as tf
from tensorflow import keras

features = np.array(
    [[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]], dtype=np.float32
)
inputs = keras.Input((4,))
h = keras.layers.Dense(3, activation="relu")(inputs)
out = keras.layers.Dense(2)(h)
m = keras.Model(inputs, out)
m.set_weights(
    [
        np.array([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
        np.zeros(3),
        np.array([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
        np.zeros(2),
    ]
)
m.compile(optimizer="sgd", loss="mse")
m.save("model.keras")
loaded = keras.models.load_model("model.keras")
print(loaded.predict(features))
assert np.allclose(loaded.predict(features), m.predict(features))
