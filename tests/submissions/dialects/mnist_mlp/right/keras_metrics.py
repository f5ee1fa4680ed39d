# A loop of the script's own in a tf.function, with metric objects for the loss and the accuracy.
import numpy as np
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
train_ds = tf.data.Dataset.from_tensor_slices(
    (mnist.train.images.astype(np.float32), mnist.train.labels.astype(np.float32))
)
train_ds = train_ds.shuffle(5000).batch(128)
test_ds = tf.data.Dataset.from_tensor_slices((mnist.test.images, mnist.test.labels)).batch(128)

model = tf.keras.Sequential(
    [
        tf.keras.Input((784,)),
        tf.keras.layers.Dense(256, activation="relu"),
        tf.keras.layers.Dense(10),
    ]
)
loss_object = tf.keras.losses.CategoricalCrossentropy(from_logits=True)
optimizer = tf.keras.optimizers.SGD(0.001)
train_loss = tf.keras.metrics.Mean(name="train_loss")
train_accuracy = tf.keras.metrics.CategoricalAccuracy(name="train_accuracy")
test_loss = tf.keras.metrics.Mean(name="test_loss")
test_accuracy = tf.keras.metrics.CategoricalAccuracy(name="test_accuracy")


@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        cost = loss_object(y, logits)
    gradients = tape.gradient(cost, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    train_loss(cost)
    train_accuracy(y, logits)


@tf.function
def test_step(images, labels):
    predictions = model(images, training=False)
    test_loss(loss_object(labels, predictions))
    test_accuracy(labels, predictions)


for epoch in range(20):
    for metric in (train_loss, train_accuracy, test_loss, test_accuracy):
        metric.reset_state()
    for images, labels in train_ds:
        train_step(images, labels)
    for images, labels in test_ds:
        test_step(images, labels)
    print(f"Epoch {epoch + 1}, loss {train_loss.result():.3f}, "
          f"accuracy {100 * train_accuracy.result():.1f}, test loss {test_loss.result():.3f}, "
          f"test accuracy {100 * test_accuracy.result():.1f}")  # fmt: skip
