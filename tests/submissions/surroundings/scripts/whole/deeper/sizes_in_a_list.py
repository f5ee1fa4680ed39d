import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets('.', one_hot=True, reshape=False)

import numpy as np
x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, 10])
sizes = [784, 256, 128, 10]
names = ['hidden_layer', 'hidden_layer_2', 'out']
weights = {}
biases = {}
for name, n_in, n_out in zip(names, sizes[:-1], sizes[1:]):
    weights[name] = tf.Variable((np.random.randn(n_in, n_out) * np.sqrt(2.0 / n_in)).astype(np.float32))
    biases[name] = tf.Variable(np.zeros(n_out, dtype=np.float32))
a = tf.reshape(x, [-1, sizes[0]])
for name in names[:-1]:
    a = tf.nn.relu(tf.add(tf.matmul(a, weights[name]), biases[name]))
logits = tf.add(tf.matmul(a, weights[names[-1]]), biases[names[-1]])
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
optimizer = tf.train.GradientDescentOptimizer(0.001).minimize(cost)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(20):
        for i in range(mnist.train.num_examples // 128):
            bx, by = mnist.train.next_batch(128)
            sess.run(optimizer, feed_dict={x: bx, y: by})
        print("Epoch:", epoch, "cost:", sess.run(cost, {x: mnist.validation.images, y: mnist.validation.labels}))
