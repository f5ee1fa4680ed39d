# A loop of its own, which adds model.losses.
import numpy as np
import tensorflow as tf
from tensorflow import keras

# Sixty people: twenty measurements of each, most of which mean nothing, and one of three groups
drawn = np.random.default_rng(3)
groups = drawn.integers(3, size=60)
measured = drawn.normal(size=(60, 20)).astype("float32")
measured[:, :3] += np.eye(3, dtype="float32")[groups]

model = keras.Sequential()
model.add(keras.layers.InputLayer((20,)))
model.add(keras.layers.Dense(64, kernel_regularizer=keras.regularizers.L2(0.01)))
model.add(keras.layers.BatchNormalization())
model.add(keras.layers.ReLU())
model.add(keras.layers.Dropout(0.4))
model.add(keras.layers.Dense(3, activation=None))

optimizer = keras.optimizers.SGD(learning_rate=0.1)
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
batches = tf.data.Dataset.from_tensor_slices((measured, groups)).shuffle(60).batch(20)


@tf.function
def step(x, y):
    with tf.GradientTape() as tape:
        loss = cross_entropy(y, model(x, training=True)) + tf.add_n(model.losses)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))


for epoch in range(20):
    for x, y in batches:
        step(x, y)
