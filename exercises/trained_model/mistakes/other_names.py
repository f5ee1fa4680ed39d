# The second saver looks for names that the first one did not write.
import math

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)

# Learning parameters
learning_rate = 0.001
batch_size = 128
n_epochs = 20

# Network parameters
n_input = 784  # the pixels of an image, 28 * 28
n_classes = 10  # the digits 0 to 9

# Where the trained model goes
save_file = "./train_model.ckpt"

# Images, one row of n_input numbers each, and labels
features = tf.placeholder(tf.float32, [None, n_input])
labels = tf.placeholder(tf.float32, [None, n_classes])

# The only layer
weights = tf.Variable(tf.random_normal([n_input, n_classes]))
bias = tf.Variable(tf.random_normal([n_classes]))
logits = tf.add(tf.matmul(features, weights), bias)

# The cost, and the operation that lowers it
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=labels))
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)

# How often the largest logit is that of the label
correct_prediction = tf.equal(tf.argmax(logits, 1), tf.argmax(labels, 1))
accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))

saver = tf.train.Saver()

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    total_batch = math.ceil(mnist.train.num_examples / batch_size)
    for epoch in range(n_epochs):
        for _ in range(total_batch):
            batch_features, batch_labels = mnist.train.next_batch(batch_size)
            session.run(optimizer, feed_dict={features: batch_features, labels: batch_labels})
        if epoch % 10 == 0:
            valid = {features: mnist.validation.images, labels: mnist.validation.labels}
            print(f"Epoch {epoch:<3} - Validation Accuracy: {session.run(accuracy, valid)}")
    saver.save(session, save_file)

saver = tf.train.Saver({"weights": weights, "bias": bias})

with tf.Session() as session:
    saver.restore(session, save_file)
    test = {features: mnist.test.images, labels: mnist.test.labels}
    print(f"Test Accuracy: {session.run(accuracy, test)}")
