# Right: each epoch has a session of its own, which begins with what the last one saved.
# verdict: right
import os

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, reshape=False)

learning_rate = 0.001
training_epochs = 20
batch_size = 128
n_input = 784
n_classes = 10
n_hidden_layer = 256
checkpoint = "./progress.ckpt"

weights = {
    "hidden_layer": tf.Variable(tf.random_normal([n_input, n_hidden_layer])),
    "out": tf.Variable(tf.random_normal([n_hidden_layer, n_classes])),
}
biases = {
    "hidden_layer": tf.Variable(tf.random_normal([n_hidden_layer])),
    "out": tf.Variable(tf.random_normal([n_classes])),
}

x = tf.placeholder("float", [None, 28, 28, 1])
y = tf.placeholder("float", [None, n_classes])
x_flat = tf.reshape(x, [-1, n_input])
layer_1 = tf.nn.relu(tf.add(tf.matmul(x_flat, weights["hidden_layer"]), biases["hidden_layer"]))
logits = tf.add(tf.matmul(layer_1, weights["out"]), biases["out"])
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)

init = tf.global_variables_initializer()
saver = tf.train.Saver()


def one_epoch(sess):
    sess.run(init)
    if os.path.exists(checkpoint + ".index"):
        saver.restore(sess, checkpoint)
    for _ in range(mnist.train.num_examples // batch_size):
        images, labels = mnist.train.next_batch(batch_size)
        sess.run(optimizer, feed_dict={x: images, y: labels})
    saver.save(sess, checkpoint)
    return sess.run(cost, {x: mnist.validation.images, y: mnist.validation.labels})


for epoch in range(training_epochs):
    with tf.Session() as sess:
        print("epoch", epoch, "validation cost", one_epoch(sess))
