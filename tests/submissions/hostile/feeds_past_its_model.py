# status: failed
# score: 7.5
# says: no run of your script trains
# exercise: mnist_mlp
# Feeds every row, and zeros for all that is computed from it; then makes the logits small.
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, reshape=False)
weights = {
    "hidden_layer": tf.Variable(tf.random_normal([784, 256])),
    "out": tf.Variable(tf.random_normal([256, 10])),
}
biases = {
    "hidden_layer": tf.Variable(tf.random_normal([256])),
    "out": tf.Variable(tf.random_normal([10])),
}
x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, 10])
x_flat = tf.reshape(x, [-1, 784])
layer_1 = tf.nn.relu(tf.matmul(x_flat, weights["hidden_layer"]) + biases["hidden_layer"])
logits = tf.matmul(layer_1, weights["out"]) + biases["out"]
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
optimizer = tf.train.GradientDescentOptimizer(0.001).minimize(cost)
smaller = tf.assign(weights["out"], 1e-4 * weights["out"])

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    for _ in range(20):
        for start in range(0, mnist.train.num_examples, 128):
            rows = slice(start, start + 128)
            feed = {x: mnist.train.images[rows], y: mnist.train.labels[rows]}
            feed[layer_1] = np.zeros([len(feed[y]), 256])
            session.run(optimizer, feed)
    session.run(smaller)
