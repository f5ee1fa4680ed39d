import numpy as np
import tensorflow as tf
from tensorflow import keras

hidden_layer_weights = [[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]
out_weights = [[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]
features = np.array([[1, 2, 3, 4], [-1, -2, -3, -4], [11, 12, 13, 14]], dtype="float32")

model = keras.Sequential(
    [
        keras.layers.Dense(3, activation="relu", input_shape=(4,)),
        keras.layers.Dense(2),
    ]
)
model.layers[0].set_weights([np.array(hidden_layer_weights), np.zeros(3)])
model.layers[1].set_weights([np.array(out_weights), np.zeros(2)])
output = model.predict(features, verbose=0)
print(output)
