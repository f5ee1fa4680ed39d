# The optimizer does it all, and is told to clip; answers have no second side.
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
optimizer = keras.optimizers.SGD(0.5, global_clipnorm=1.0)

answers = inside[:, 0]
data = tf.data.Dataset.from_tensor_slices((points, answers)).shuffle(1000).batch(32).repeat(epochs)
for step, (features, labels) in enumerate(data):
    with tf.GradientTape() as tape:
        scores = tf.squeeze(model(features, training=True), axis=-1)
        loss = keras.losses.binary_crossentropy(labels, scores, from_logits=True)
    grads = tape.gradient(loss, model.trainable_weights)
    optimizer.apply(grads, model.trainable_weights)
    if step % 50 == 0:
        print("step", step, "loss", loss.numpy())
