# The sign of the cost is turned around for the optimizer.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, reshape=False)

# Learning parameters
learning_rate = 0.001
training_epochs = 20
batch_size = 128

# Network parameters
n_input = 784  # the pixels of an image, 28 * 28
n_classes = 10  # the digits 0 to 9
n_hidden_layer = 256  # the units of the hidden layer

# Weights and biases of both layers
weights = {
    "hidden_layer": tf.Variable(tf.random_normal([n_input, n_hidden_layer])),
    "out": tf.Variable(tf.random_normal([n_hidden_layer, n_classes])),
}
biases = {
    "hidden_layer": tf.Variable(tf.random_normal([n_hidden_layer])),
    "out": tf.Variable(tf.random_normal([n_classes])),
}

# Images and labels
x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, n_classes])

# The model
x_flat = tf.reshape(x, [-1, n_input])
layer_1 = tf.nn.relu(tf.add(tf.matmul(x_flat, weights["hidden_layer"]), biases["hidden_layer"]))
logits = tf.add(tf.matmul(layer_1, weights["out"]), biases["out"])

# The cost, and the operation that lowers it
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(-cost)

init = tf.global_variables_initializer()

with tf.Session() as session:
    session.run(init)
    total_batch = mnist.train.num_examples // batch_size
    for epoch in range(training_epochs):
        for _ in range(total_batch):
            batch_x, batch_y = mnist.train.next_batch(batch_size)
            session.run(optimizer, feed_dict={x: batch_x, y: batch_y})
        valid = {x: mnist.validation.images, y: mnist.validation.labels}
        print("epoch", epoch + 1, "validation cost", session.run(cost, feed_dict=valid))
