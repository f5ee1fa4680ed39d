# A loop over slices of shuffled arrays, eagerly, whose labels are NumPy's numbers in a loss object.
import numpy as np
import tensorflow as tf
from tensorflow import keras

# Sixty people: twenty measurements of each, most of which mean nothing, and one of three groups
drawn = np.random.default_rng(3)
groups = drawn.integers(3, size=60)
measured = drawn.normal(size=(60, 20)).astype("float32")
measured[:, :3] += np.eye(3, dtype="float32")[groups]

inputs = keras.Input((20,))
dense = keras.layers.Dense(64, kernel_regularizer="l2")  # 0.01 is what Keras takes for "l2"
normal = keras.layers.BatchNormalization()(dense(inputs))
kept = keras.layers.Dropout(0.4)(keras.layers.Activation("relu")(normal))
model = keras.Model(inputs, keras.layers.Dense(3)(kept))

descent = keras.optimizers.SGD(0.1)
measure = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

for epoch in range(20):
    order = np.random.permutation(60)
    for start in range(0, 60, 20):
        chosen = order[start : start + 20]
        with tf.GradientTape() as tape:
            loss = measure(groups[chosen], model(measured[chosen], training=True))
            loss += sum(model.losses)
        weights = model.trainable_variables
        descent.apply_gradients(zip(tape.gradient(loss, weights), weights))
