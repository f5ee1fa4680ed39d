import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets('.', one_hot=True, reshape=False)

from collections import OrderedDict
x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, 10])
keys = ("hidden_layer", "hidden_layer_2", "out")
weights = OrderedDict((k, tf.Variable(tf.truncated_normal(s, stddev=0.1))) for k, s in zip(keys, ([784, 256], [256, 128], [128, 10])))
biases = OrderedDict((k, tf.Variable(tf.constant(0.1, shape=[n]))) for k, n in zip(keys, (256, 128, 10)))
out = tf.layers.flatten(x)
for k in keys:
    z = tf.matmul(out, weights[k]) + biases[k]
    out = tf.nn.relu(z)
logits = z
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
optimizer = tf.train.GradientDescentOptimizer(0.001).minimize(cost)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(20):
        for i in range(mnist.train.num_examples // 128):
            bx, by = mnist.train.next_batch(128)
            sess.run(optimizer, feed_dict={x: bx, y: by})
        print("Epoch:", epoch, "cost:", sess.run(cost, {x: mnist.validation.images, y: mnist.validation.labels}))
