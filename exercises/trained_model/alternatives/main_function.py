# Everything in main(), own shuffling, floor batches, a checkpoint every 10 epochs.
import sys

import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

save_file = "train_model.ckpt"


def build():
    global features, labels, weights, bias, logits, cost, optimizer, correct_prediction, accuracy
    features = tf.placeholder(tf.float32, [None, 784])
    labels = tf.placeholder(tf.float32, [None, 10])
    weights = tf.Variable(tf.random_normal([784, 10]), name="weights")
    bias = tf.Variable(tf.random_normal([10]), name="bias")
    logits = tf.matmul(features, weights) + bias
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=labels))
    optimizer = tf.train.GradientDescentOptimizer(0.001)
    train = optimizer.minimize(cost, global_step=tf.train.get_or_create_global_step())
    correct_prediction = tf.equal(tf.argmax(logits, 1), tf.argmax(labels, 1))
    accuracy = tf.reduce_mean(tf.to_float(correct_prediction))
    return train


def main(_):
    global saver
    mnist = read_data_sets(".", one_hot=True)
    images, digits = mnist.train.images, mnist.train.labels
    rng = np.random.RandomState(0)
    train = build()
    saver = tf.train.Saver(max_to_keep=2)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for epoch in range(40):
            order = rng.permutation(len(images))
            for start in range(0, len(order) - 127, 128):
                rows = order[start : start + 128]
                session.run(train, {features: images[rows], labels: digits[rows]})
            if (epoch + 1) % 10 == 0:
                share = session.run(
                    accuracy,
                    {features: mnist.validation.images, labels: mnist.validation.labels},
                )
                print(f"{epoch + 1} epochs: {share:.2%}")
                saver.save(session, save_file, global_step=epoch + 1)
    with tf.Session() as session:
        saver.restore(session, save_file + "-40")
        test = {features: mnist.test.images, labels: mnist.test.labels}
        print(f"test: {session.run(accuracy, test):.2%}")
    sys.exit(0)


if __name__ == "__main__":
    tf.app.run()
