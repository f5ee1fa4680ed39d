# A momentum, which was not given.
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
optimizer = keras.optimizers.SGD(0.5, momentum=0.9)

cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
batches = tf.data.Dataset.from_tensor_slices((points, inside)).shuffle(400).batch(batch_size)
for epoch in range(epochs):
    for x, y in batches:
        with tf.GradientTape() as tape:
            cost = cross_entropy(y, model(x, training=True))
        gradients = tape.gradient(cost, model.trainable_variables)
        gradients, _ = tf.clip_by_global_norm(gradients, 1.0)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
