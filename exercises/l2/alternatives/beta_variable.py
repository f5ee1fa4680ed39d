# `beta` is a variable that is not trained; the terms are added one by one, in an own graph.
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)

learning_rate = 0.001
training_epochs = 20
batch_size = 128
n_input, n_hidden_layer, n_classes = 784, 256, 10

graph = tf.Graph()
with graph.as_default():
    tf.set_random_seed(1)
    beta = tf.Variable(0.01, trainable=False, name="beta")
    x = tf.placeholder(tf.float32, [None, n_input])
    y = tf.placeholder(tf.float32, [None, n_classes])
    weights = {
        "hidden_layer": tf.Variable(tf.random_normal([n_input, n_hidden_layer], stddev=0.03)),
        "out": tf.Variable(tf.random_normal([n_hidden_layer, n_classes], stddev=0.03)),
    }
    biases = {
        "hidden_layer": tf.Variable(tf.random_normal([n_hidden_layer], stddev=0.03)),
        "out": tf.Variable(tf.random_normal([n_classes], stddev=0.03)),
    }
    x_flat = x
    layer_1 = tf.nn.relu(tf.nn.bias_add(tf.matmul(x, weights["hidden_layer"]), biases["hidden_layer"]))
    logits = tf.nn.bias_add(tf.matmul(layer_1, weights["out"]), biases["out"])
    with tf.name_scope("loss"):
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
        loss = cost
        for key in weights:
            loss += beta * tf.nn.l2_loss(weights[key])
    optimizer = tf.train.GradientDescentOptimizer(learning_rate)
    train = optimizer.minimize(loss)
    init = tf.global_variables_initializer()

with tf.Session(graph=graph) as session:
    session.run(init)
    images, labels = mnist.train.images, mnist.train.labels
    for epoch in range(training_epochs):
        order = np.random.permutation(len(images))
        for start in range(0, len(order), batch_size):
            rows = order[start : start + batch_size]
            session.run(train, feed_dict={x: images[rows], y: labels[rows]})
        feed = {x: mnist.validation.images, y: mnist.validation.labels}
        print(epoch, *session.run([cost, loss], feed_dict=feed))
