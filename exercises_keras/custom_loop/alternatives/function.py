# A function of TensorFlow for a step, arrays shuffled by hand, and the cost from tf.nn.
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

@tf.function
def train_step(batch, truth):
    with tf.GradientTape() as tape:
        logits = model(batch)
        losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=truth, logits=logits)
        loss = tf.reduce_mean(losses)
    grads = tape.gradient(loss, model.trainable_weights)
    clipped, norm = tf.clip_by_global_norm(grads, clip_norm=1.0)
    optimizer.apply_gradients(zip(clipped, model.trainable_weights))
    return loss, norm


for epoch in range(epochs):
    order = np.random.permutation(len(points))
    for start in range(0, len(points), batch_size):
        rows = order[start : start + batch_size]
        loss, norm = train_step(tf.constant(points[rows]), tf.constant(inside[rows]))
    print(f"epoch {epoch + 1}: loss {float(loss):.3f}, norm {float(norm):.2f}")
