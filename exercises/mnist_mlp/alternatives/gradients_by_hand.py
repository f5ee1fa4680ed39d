# Gradients with tf.gradients; `optimizer` is a list of four assignments. Batches from the helper.
import tensorflow as tf
from helper import batches
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("MNIST_data", one_hot=True, reshape=False)

learning_rate = tf.constant(0.001)
training_epochs = 20
batch_size = 128
n_input, n_classes, n_hidden_layer = 784, 10, 256

x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, n_classes])

weights = {
    "hidden_layer": tf.Variable(tf.random_normal([n_input, n_hidden_layer], stddev=0.01)),
    "out": tf.Variable(tf.random_normal([n_hidden_layer, n_classes], stddev=0.01)),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros([n_hidden_layer])),
    "out": tf.Variable(tf.zeros([n_classes])),
}

x_flat = tf.squeeze(tf.reshape(x, [-1, 1, n_input]), axis=1)
layer_1 = tf.nn.relu(tf.matmul(x_flat, weights["hidden_layer"]) + biases["hidden_layer"])
logits = tf.matmul(layer_1, weights["out"]) + biases["out"]
cost = -tf.reduce_mean(tf.reduce_sum(y * tf.nn.log_softmax(logits), 1))

parameters = list(weights.values()) + list(biases.values())
gradients = tf.gradients(cost, parameters)
with tf.control_dependencies(gradients):  # all of them, before any variable changes
    optimizer = [p.assign_sub(learning_rate * g) for p, g in zip(parameters, gradients)]

init = tf.global_variables_initializer()
saver = tf.train.Saver()

with tf.Session() as sess:
    sess.run(init)
    for epoch in range(training_epochs):
        for batch_x, batch_y in batches(batch_size, mnist.train.images, mnist.train.labels):
            sess.run(optimizer, feed_dict={x: batch_x, y: batch_y})
        c = sess.run(cost, feed_dict={x: mnist.validation.images, y: mnist.validation.labels})
        print("Epoch {:<3} - validation cost: {}".format(epoch, c))
    saver.save(sess, "./mlp.ckpt")

with tf.Session() as sess:
    saver.restore(sess, "./mlp.ckpt")
    print(sess.run(cost, feed_dict={x: mnist.test.images, y: mnist.test.labels}))
