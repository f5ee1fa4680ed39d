import numpy as np
import tensorflow as tf

hidden_layer_weights = [[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]
out_weights = [[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]
features = np.array([[0, 2, 3, 4], [0.1, 0.2, 0.3, 0.4], [11, 12, 13, 14]], dtype=np.float32)

model = tf.keras.Sequential(
    [
        tf.keras.layers.Input(shape=(4,)),
        tf.keras.layers.Dense(3, activation="relu"),
        tf.keras.layers.Dropout(0.5),
        tf.keras.layers.Dense(2),
    ]
)
model.layers[0].set_weights([np.array(hidden_layer_weights), np.zeros(3)])
model.layers[2].set_weights([np.array(out_weights), np.zeros(2)])

print(model(features))
