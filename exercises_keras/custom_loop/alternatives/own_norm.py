# The clipping by hand, on slices of tensors.
import numpy as np
import tensorflow as tf
from tensorflow import keras

# Points of a square, and whether each lies in a ring around the middle: 1 if it does, else 0
drawn = np.random.default_rng(0)
points = drawn.uniform(-2, 2, size=(400, 2)).astype("float32")
radius = np.sqrt((points**2).sum(axis=1, keepdims=True))
inside = ((radius > 0.7) & (radius < 1.6)).astype("float32")

epochs = 20
batch_size = 32

model = keras.Sequential(
    [
        keras.Input(shape=(2,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),  # a score: positive means inside
    ]
)
optimizer = keras.optimizers.SGD(0.5)

x_all, y_all = tf.constant(points), tf.constant(inside)


def clip(gradients, limit=1.0):
    norm = tf.sqrt(tf.add_n([tf.reduce_sum(g**2) for g in gradients]))
    factor = limit / tf.maximum(norm, limit)
    return [g * factor for g in gradients]


bce = keras.losses.BinaryCrossentropy(from_logits=True)
weights = model.trainable_variables
for _ in range(epochs):
    for i in range(0, 400, batch_size):
        with tf.GradientTape() as t:
            error = bce(y_all[i : i + batch_size], model(x_all[i : i + batch_size]))
        optimizer.apply_gradients(zip(clip(t.gradient(error, weights)), weights))
