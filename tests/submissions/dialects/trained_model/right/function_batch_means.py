import tensorflow as tf
import numpy as np
from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
learning_rate, batch_size, n_epochs, save_file = 0.02, 100, 12, "./train_model.ckpt"
weights = tf.Variable(tf.random.normal([784, 10], stddev=0.1))
bias = tf.Variable(tf.zeros([10]))
train_ds = (
    tf.data.Dataset.from_tensor_slices((mnist.train.images, mnist.train.labels.astype(np.float32)))
    .shuffle(5000)
    .batch(batch_size)
)
val_ds = tf.data.Dataset.from_tensor_slices(
    (mnist.validation.images, mnist.validation.labels.astype(np.float32))
).batch(200)
test_ds = tf.data.Dataset.from_tensor_slices(
    (mnist.test.images, mnist.test.labels.astype(np.float32))
).batch(200)


def model(features):
    return features @ weights + bias


@tf.function
def train_step(features, labels):
    with tf.GradientTape() as tape:
        logits = model(features)
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, logits))
    dw, db = tape.gradient(cost, [weights, bias])
    weights.assign_sub(learning_rate * dw)
    bias.assign_sub(learning_rate * db)
    return cost


@tf.function
def batch_accuracy(features, labels):
    logits = model(features)
    accuracy = tf.reduce_mean(tf.cast(tf.argmax(logits, 1) == tf.argmax(labels, 1), tf.float32))
    return accuracy


def evaluate(ds):
    total = [batch_accuracy(x, y) for x, y in ds]
    return tf.reduce_mean(total)


for epoch in range(n_epochs):
    for features, labels in train_ds:
        cost = train_step(features, labels)
    tf.print("epoch", epoch, "cost", cost, "validation accuracy", evaluate(val_ds))
path = tf.train.Checkpoint(w=weights, b=bias).save(save_file)
weights = tf.Variable(tf.zeros([784, 10]))
bias = tf.Variable(tf.zeros([10]))
tf.train.Checkpoint(w=weights, b=bias).restore(path)
batch_accuracy = tf.function(batch_accuracy.python_function)
tf.print("test accuracy", evaluate(test_ds))
