import keras
import numpy as np

features = np.array([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])

inputs = keras.Input(shape=(4,), name="features")
x = keras.layers.Dense(3, name="hidden")(inputs)
x = keras.layers.ReLU()(x)
outputs = keras.layers.Dense(2, name="out")(x)
model = keras.Model(inputs, outputs)
model.set_weights(
    [
        np.array([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
        np.zeros(3),
        np.array([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
        np.zeros(2),
    ]
)
model.summary()
output = model(features)
print(output.numpy())
