import tensorflow.compat.v1 as tf


def create_placeholders(nx, classes):
    x = tf.placeholder(tf.float32, [None, nx])
    y = tf.placeholder(tf.float32, [None, classes])
    return x, y
