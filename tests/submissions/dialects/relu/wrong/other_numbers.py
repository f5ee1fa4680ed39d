"""A Keras model that is never given the lesson's weights."""

import tensorflow as tf

features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
hidden_layer = tf.keras.layers.Dense(3, activation="relu")
model = tf.keras.Sequential([hidden_layer, tf.keras.layers.Dense(2)])

output = model(features)
print(output)
