# A functional model with a ReLU from tf.nn, the penalty by its name in other words.
import numpy as np
import tensorflow as tf
from tensorflow import keras

# Sixty people: twenty measurements of each, most of which mean nothing, and one of three groups
drawn = np.random.default_rng(3)
groups = drawn.integers(3, size=60)
measured = drawn.normal(size=(60, 20)).astype("float32")
measured[:, :3] += np.eye(3, dtype="float32")[groups]

inputs = keras.Input((20,))
x = keras.layers.Dense(64, use_bias=False, kernel_regularizer=keras.regularizers.l2(0.01))(inputs)
x = keras.layers.BatchNormalization()(x)
x = keras.layers.Activation(tf.nn.relu)(x)
x = keras.layers.Dropout(rate=0.4, seed=1)(x)
model = keras.Model(inputs, keras.layers.Dense(3)(x))
model.compile("sgd", keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["acc"])
model.optimizer.learning_rate = 0.1
model.fit(measured, np.eye(3)[groups], 20, 20, verbose=2)
