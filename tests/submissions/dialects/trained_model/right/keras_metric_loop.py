# Metric objects in an eager loop, as the guide to loops of one's own has them.
import numpy as np
import tensorflow as tf
from tensorflow import keras

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
batch_size = 100
save_file = "./train_model.ckpt"


def dataset(part):
    arrays = part.images.astype(np.float32), part.labels.astype(np.float32)
    return tf.data.Dataset.from_tensor_slices(arrays)


def build():
    return keras.Sequential([keras.Input((784,)), keras.layers.Dense(10)])


train_dataset = dataset(mnist.train).shuffle(1024).batch(batch_size)
val_dataset = dataset(mnist.validation).batch(128)
test_dataset = dataset(mnist.test).batch(128)

model = build()
optimizer = keras.optimizers.SGD(learning_rate=0.05)
loss_fn = keras.losses.CategoricalCrossentropy(from_logits=True)
train_acc_metric = keras.metrics.CategoricalAccuracy()
val_acc_metric = keras.metrics.CategoricalAccuracy()

epochs = 11
for epoch in range(epochs):
    print(f"\nStart of epoch {epoch}")
    for step, (features, labels) in enumerate(train_dataset):
        with tf.GradientTape() as tape:
            logits = model(features, training=True)
            cost = loss_fn(labels, logits)
        grads = tape.gradient(cost, model.trainable_weights)
        optimizer.apply_gradients(zip(grads, model.trainable_weights))
        train_acc_metric.update_state(labels, logits)
    print("Training acc over epoch: %.4f" % (float(train_acc_metric.result()),))
    train_acc_metric.reset_state()

    for x_batch_val, y_batch_val in val_dataset:
        val_logits = model(x_batch_val, training=False)
        val_acc_metric.update_state(y_batch_val, val_logits)
    val_acc = val_acc_metric.result()
    val_acc_metric.reset_state()
    print("Validation acc: %.4f" % (float(val_acc),))

tf.train.Checkpoint(model=model).write(save_file)

model = build()
tf.train.Checkpoint(model=model).read(save_file).assert_existing_objects_matched()
test_acc_metric = keras.metrics.CategoricalAccuracy()
for x_batch, y_batch in test_dataset:
    test_acc_metric(y_batch, model(x_batch, training=False))
print("Test acc: %.4f" % (float(test_acc_metric.result()),))
