import numpy as np
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
save_file = "./train_model.ckpt"
learning_rate = 0.02
batch_size = 100
n_epochs = 12


def square(part):
    """Return the images as squares, and their labels."""
    return part.images.reshape(-1, 28, 28), part.labels.astype(np.float32)


train_x, train_y = square(mnist.train)
weights = tf.Variable(tf.random.normal([784, 10], stddev=0.1))
bias = tf.Variable(tf.zeros([10]))


def scores(pictures):
    return tf.reshape(pictures, [-1, 784]) @ weights + bias


def count_right(pictures, labels):
    right = tf.argmax(scores(pictures), axis=1) == tf.argmax(labels, axis=1)
    return tf.reduce_sum(tf.cast(right, tf.int32))


def share_right(pictures, labels, size=300):
    right, seen = 0, 0
    for start in range(0, len(pictures), size):
        part = slice(start, start + size)
        right += count_right(pictures[part], labels[part])
        seen += len(pictures[part])
    return right / seen


for epoch in range(n_epochs):
    order = np.random.permutation(len(train_x))
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        features = tf.reshape(train_x[rows], [-1, 784])
        labels = tf.constant(train_y[rows])
        with tf.GradientTape() as tape:
            logits = features @ weights + bias
            cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, logits))
        for variable, slope in zip([weights, bias], tape.gradient(cost, [weights, bias])):
            variable.assign_sub(learning_rate * slope)
    accuracy = share_right(*square(mnist.validation))
    print("epoch", epoch, "validation accuracy", float(accuracy))

path = tf.train.Checkpoint(weights=weights, bias=bias).save(save_file)
weights = tf.Variable(tf.zeros([784, 10]))
bias = tf.Variable(tf.zeros([10]))
tf.train.Checkpoint(weights=weights, bias=bias).restore(path)
accuracy = share_right(*square(mnist.test))
print("test accuracy", float(accuracy))
