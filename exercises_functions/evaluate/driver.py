"""Saves a small network with its parts in collections, and has it evaluated in an empty graph."""

import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

evaluate = __import__("7-evaluate").evaluate


def save():
    """Save a network whose weights are drawn, and return the path and data to evaluate it on."""
    draws = np.random.RandomState(arguments["seed"])
    nx, classes = arguments["nx"], arguments["classes"]
    start = draws.normal(size=(nx, classes)).astype(np.float32)
    shift = draws.normal(size=classes).astype(np.float32)
    inputs = draws.normal(size=(arguments["rows"], nx)).astype(np.float32)
    labels = np.eye(classes, dtype=np.float32)[draws.randint(classes, size=arguments["rows"])]
    x = tf.placeholder(tf.float32, [None, nx], name="x")
    y = tf.placeholder(tf.float32, [None, classes], name="y")
    w = tf.Variable(tf.random_normal([nx, classes]), name="w")
    b = tf.Variable(tf.random_normal([classes]), name="b")
    y_pred = tf.add(tf.matmul(tf.tanh(x), w), b, name="y_pred")
    same = tf.equal(tf.argmax(y, 1), tf.argmax(y_pred, 1))
    accuracy = tf.reduce_mean(tf.cast(same, tf.float32), name="accuracy")
    loss = tf.losses.softmax_cross_entropy(y, y_pred)
    train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    for name, part in (
        ("x", x),
        ("y", y),
        ("y_pred", y_pred),
        ("loss", loss),
        ("accuracy", accuracy),
        ("train_op", train_op),
    ):
        tf.add_to_collection(name, part)
    with tf.Session() as first:
        first.run(tf.global_variables_initializer())
        w.load(start, first)
        b.load(shift, first)
        return tf.train.Saver().save(first, arguments["path"]), inputs, labels


path, inputs, labels = save()
tf.reset_default_graph()
result = evaluate(inputs, labels, path)
loaded = {name: tf.get_collection(name) for name in ("x", "y", "y_pred", "accuracy", "loss")}
