import numpy as np
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
n_epochs = 11
batch_size = 128
save_file = "./train_model.ckpt"

weights = tf.Variable(tf.random.normal([784, 10], stddev=0.1))
bias = tf.Variable(tf.zeros([10]))
acc = tf.keras.metrics.Accuracy()


def model(features):
    return tf.add(tf.matmul(features, weights), bias)


for epoch in range(n_epochs):
    for _ in range(mnist.train.num_examples // batch_size):
        features, labels = map(tf.constant, mnist.train.next_batch(batch_size))
        with tf.GradientTape() as tape:
            logits = model(features)
            cost = tf.reduce_mean(
                tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
            )
        d_weights, d_bias = tape.gradient(cost, [weights, bias])
        weights.assign_sub(0.02 * d_weights)
        bias.assign_sub(0.02 * d_bias)
    acc.reset_state()
    predicted = tf.argmax(model(mnist.validation.images), axis=1)
    acc.update_state(tf.argmax(mnist.validation.labels, axis=1), predicted)
    print("epoch", epoch, "validation accuracy", acc.result().numpy())

tf.train.Checkpoint(weights=weights, bias=bias).write(save_file)

weights = tf.Variable(tf.zeros([784, 10]))
bias = tf.Variable(tf.zeros([10]))
tf.train.Checkpoint(weights=weights, bias=bias).read(save_file)
acc = tf.keras.metrics.Accuracy()
images, labels = mnist.test.images, mnist.test.labels
for start in range(0, len(images), 500):
    rows = slice(start, start + 500)
    acc.update_state(tf.argmax(labels[rows], 1), tf.argmax(model(images[rows]), 1))
print("test accuracy", np.round(float(acc.result()), 4))
