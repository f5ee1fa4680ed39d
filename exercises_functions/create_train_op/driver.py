"""Asks for a training step of a small model with two variables."""

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

create_train_op = __import__("5-create_train_op").create_train_op

x = tf.placeholder(tf.float32, [None, arguments["width"]], name="x")
y = tf.placeholder(tf.float32, [None, 2], name="y")
w = tf.Variable(tf.ones([arguments["width"], 2]), name="w")
b = tf.Variable(tf.zeros([2]), name="b")
loss = tf.reduce_mean(tf.reduce_sum(tf.square(tf.matmul(x, w) + b - y), 1))
train_op = create_train_op(loss, arguments["alpha"])
