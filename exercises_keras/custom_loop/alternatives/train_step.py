# A step of a class of its own, which fit calls.
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

class Clipped(keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x, y, self(x, training=True))
        variables = self.trainable_variables
        gradients, _ = tf.clip_by_global_norm(tape.gradient(loss, variables), 1.0)
        self.optimizer.apply_gradients(zip(gradients, variables))
        return {"loss": loss}


model = Clipped(model.inputs, model.outputs)
model.compile(optimizer=optimizer, loss=keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(points, inside, batch_size=batch_size, epochs=epochs, verbose=2)
