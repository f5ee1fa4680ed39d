# No `with`; cost and accuracy are bound to their values; own shuffling; class numbers as labels.
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_eager_execution()

from grader.data import read_data_sets

mnist = read_data_sets(".", reshape=False)

learning_rate, training_epochs, batch_size = 0.001, 20, 128
n_input, n_classes, n_hidden_layer = 784, 10, 256

weights = {
    "hidden_layer": tf.Variable(tf.random_uniform([n_input, n_hidden_layer], -0.1, 0.1)),
    "out": tf.Variable(tf.random_uniform([n_hidden_layer, n_classes], -0.1, 0.1)),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros([1, n_hidden_layer])),
    "out": tf.Variable(tf.zeros([1, n_classes])),
}

x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.int64, [None])
x_flat = tf.reshape(x, (tf.shape(x)[0], n_input))
layer_1 = tf.nn.relu(x_flat @ weights["hidden_layer"] + biases["hidden_layer"])
logits = layer_1 @ weights["out"] + biases["out"]
cost = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)
predicted = tf.argmax(tf.nn.softmax(logits), axis=1)
accuracy = 1 - tf.count_nonzero(predicted - y, dtype=tf.float32) / tf.to_float(tf.size(y))
init = tf.global_variables_initializer()

session = tf.Session()
session.run(init)
for epoch in range(training_epochs):
    order = np.random.permutation(mnist.train.num_examples)
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        feed = {x: mnist.train.images[rows], y: mnist.train.labels[rows]}
        session.run(optimizer, feed)
cost, accuracy = session.run([cost, accuracy], {x: mnist.test.images, y: mnist.test.labels})
session.close()
print("test cost", cost, "test accuracy", accuracy)
