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

# TODO: in each of the epochs, for each batch of batch_size points, in a tf.GradientTape:
# - what the model gives for the batch
# - the mean cross-entropy of these scores and the batch's part of inside
# and then the gradients, clipped to a norm of 1 all together, and a step of the optimizer
