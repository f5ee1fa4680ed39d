# told: ./pretrained
# told: no checkpoint
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=False)

# Learning parameters
learning_rate = 0.01
training_epochs = 5
batch_size = 100

# Network parameters
n_input = 784  # the pixels of an image, 28 * 28
n_hidden_layer = 256  # the units of the hidden layer
n_classes = 2  # even or odd

pretrained_file = "./pretrained"


def even_or_odd(digits):
    """Return the labels of the new task: [1, 0] for an even digit, [0, 1] for an odd one."""
    return np.eye(n_classes)[digits % 2]


# Weights and biases of both layers
weights = {
    "hidden_layer": tf.Variable(tf.random_normal([n_input, n_hidden_layer], stddev=0.05)),
    "out": tf.Variable(tf.random_normal([n_hidden_layer, n_classes], stddev=0.05)),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros([n_hidden_layer])),
    "out": tf.Variable(tf.zeros([n_classes])),
}

# Images and labels
x = tf.placeholder(tf.float32, [None, n_input])
y = tf.placeholder(tf.float32, [None, n_classes])

layer_1 = tf.nn.relu(tf.add(tf.matmul(x, weights["hidden_layer"]), biases["hidden_layer"]))
logits = tf.add(tf.matmul(layer_1, weights["out"]), biases["out"])

cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
correct = tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1))
accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(
    cost, var_list=[weights["out"], biases["out"]])

saver = tf.train.Saver({"hidden_layer/weights": weights["hidden_layer"],
                        "hidden_layer/bias": biases["hidden_layer"]})

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    saver.restore(sess, pretrained_file)
    valid_feed = {x: mnist.validation.images, y: even_or_odd(mnist.validation.labels)}
    print("before", sess.run([cost, accuracy], feed_dict=valid_feed))
    for epoch in range(training_epochs):
        for i in range(mnist.train.num_examples // batch_size):
            batch_x, batch_y = mnist.train.next_batch(batch_size)
            sess.run(optimizer, feed_dict={x: batch_x, y: even_or_odd(batch_y)})
    print("after", sess.run([cost, accuracy], feed_dict=valid_feed))
