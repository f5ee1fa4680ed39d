# The penalty is added to the losses of the model, in a step of its own.
import numpy as np
import tensorflow as tf
from tensorflow import keras

# Sixty people: twenty measurements of each, most of which mean nothing, and one of three groups
drawn = np.random.default_rng(3)
groups = drawn.integers(3, size=60)
measured = drawn.normal(size=(60, 20)).astype("float32")
measured[:, :3] += np.eye(3, dtype="float32")[groups]

class Robust(keras.Sequential):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            scores = self(x, training=True)
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=scores)
            loss = tf.reduce_mean(losses)
            loss += 0.01 * tf.reduce_sum(tf.square(self.layers[0].kernel))
        variables = self.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return {"loss": loss}


model = Robust([keras.layers.Dense(64), keras.layers.BatchNormalization(axis=-1)])
model.add(keras.layers.Activation("relu"))
model.add(keras.layers.Dropout(0.4))
model.add(keras.layers.Dense(3))
model.compile(optimizer=keras.optimizers.SGD(0.1))
model.fit(measured, groups, batch_size=20, epochs=20, verbose=0)
