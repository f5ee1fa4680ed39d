# Images that are flat already, class numbers as labels, own shuffling, an interactive session.
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".")

learning_rate, training_epochs, batch_size = 1e-3, 20, 128
n_input, n_classes, n_hidden_layer = 784, 10, 256

tf.set_random_seed(7)
np.random.seed(7)

he = np.sqrt(2 / n_input)
weights = dict(
    hidden_layer=tf.Variable(tf.random_normal((n_input, n_hidden_layer), stddev=he)),
    out=tf.Variable(tf.random_normal((n_hidden_layer, n_classes), stddev=0.05)),
)
biases = dict(
    hidden_layer=tf.Variable(tf.zeros((1, n_hidden_layer))),
    out=tf.Variable(tf.constant(0.1, shape=(1, n_classes))),
)

x = tf.placeholder(tf.float32, (None, n_input))
y = tf.placeholder(tf.int64, (None,))

x_flat = x
layer_1 = tf.nn.relu(x_flat @ weights["hidden_layer"] + biases["hidden_layer"])
logits = layer_1 @ weights["out"] + biases["out"]
cost = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)
accuracy = tf.reduce_mean(tf.to_float(tf.equal(tf.argmax(logits, axis=1), y)))

init = tf.global_variables_initializer()
session = tf.InteractiveSession()
init.run()
n = mnist.train.num_examples
for epoch in range(training_epochs):
    order = np.random.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        optimizer.run({x: mnist.train.images[rows], y: mnist.train.labels[rows]})
print("accuracy", accuracy.eval({x: mnist.test.images, y: mnist.test.labels}))
