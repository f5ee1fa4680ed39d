import numpy as np
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)

batch_size, n_epochs, save_file = 128, 20, "./train_model.ckpt"
weights = tf.random.normal([784, 10])
bias = tf.Variable(tf.random.normal([10]))
saver = tf.train.Checkpoint(bias=bias)


def logits_of(features):
    logits = tf.matmul(features, weights) + bias
    return logits


def accuracy_of(data):
    shares = []
    for start in range(0, data.num_examples, 250):
        features = data.images[start : start + 250]
        labels = data.labels[start : start + 250]
        correct = tf.equal(tf.argmax(logits_of(features), 1), tf.argmax(labels, 1))
        accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))
        shares.append(accuracy.numpy())
    return np.mean(shares)


for epoch in range(n_epochs):
    for step in range(40):
        features, labels = mnist.train.next_batch(batch_size)
        with tf.GradientTape() as tape:
            logits = logits_of(features)
            losses = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
            cost = tf.reduce_mean(losses)
        db = tape.gradient(cost, bias)
        bias.assign_sub(0.5 * db)
    if epoch % 5 == 0:
        print(f"{epoch}: {accuracy_of(mnist.validation):.1%}")
saver.write(save_file)

bias.assign(tf.zeros([10]))
print(f"untrained: {accuracy_of(mnist.test):.1%}")
saver.read(save_file)
print(f"test: {accuracy_of(mnist.test):.1%}")
