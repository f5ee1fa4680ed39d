import tensorflow.compat.v1 as tf


def create_placeholders(nx, classes):
    x = tf.placeholder(tf.float32, [None, 784], name="x")
    y = tf.placeholder(tf.float32, [None, 10], name="y")
    return x, y
