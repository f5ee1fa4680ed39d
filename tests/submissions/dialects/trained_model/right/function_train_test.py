import numpy as np
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
weights = tf.Variable(tf.random.normal([784, 10]))
bias = tf.Variable(tf.random.normal([10]))


@tf.function
def train(features, labels):
    with tf.GradientTape() as tape:
        logits = features @ weights + bias
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, logits))
        correct = tf.equal(tf.argmax(logits, 1), tf.argmax(labels, 1))
        accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))
    dw, db = tape.gradient(cost, (weights, bias))
    weights.assign_sub(0.01 * dw)
    bias.assign_sub(0.01 * db)
    return cost, accuracy


@tf.function
def test(features, labels):
    logits = features @ weights + bias
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, logits))
    correct = tf.equal(tf.argmax(logits, 1), tf.argmax(labels, 1))
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))
    return cost, accuracy


for epoch in range(11):
    history = []
    for _ in range(mnist.train.num_examples // 100):
        x, y = mnist.train.next_batch(100)
        cost, accuracy = train(x.astype(np.float32), y.astype(np.float32))
        history.append((cost.numpy(), accuracy.numpy()))
    train_cost, train_accuracy = np.mean(history, axis=0)
    val_cost, val_accuracy = test(
        mnist.validation.images.astype(np.float32), mnist.validation.labels.astype(np.float32)
    )
    print(f"{epoch:3d} train {train_cost:.3f} {train_accuracy:.3f}", end=" ")
    print(f"validation {val_cost:.3f} {val_accuracy:.3f}")
ckpt = tf.train.Checkpoint(weights=weights, bias=bias)
path = ckpt.save("./train_model.ckpt")
weights.assign(np.zeros((784, 10)))
bias.assign(np.zeros(10))
ckpt.restore(path)
print(
    "test",
    *[
        v.numpy()
        for v in test(mnist.test.images.astype(np.float32), mnist.test.labels.astype(np.float32))
    ],
)
