# status: passed
# score: 10
# A model that is built without an input layer, and gets all weights at once.
import keras
import numpy as np

features = np.array([[1, 2, 3, 4], [-1, -2, -3, -4], [11, 12, 13, 14]], "float32")
model = keras.Sequential([keras.layers.Dense(3, "relu"), keras.layers.Dense(2)])
model.build((None, 4))
model.set_weights(
    [
        np.array([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
        np.zeros(3),
        np.array([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
        np.zeros(2),
    ]
)
output = model(features)
print(output.numpy())
