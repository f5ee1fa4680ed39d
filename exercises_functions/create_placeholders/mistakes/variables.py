import tensorflow.compat.v1 as tf


def create_placeholders(nx, classes):
    x = tf.Variable(tf.zeros([10, nx]), name="x")
    y = tf.Variable(tf.zeros([10, classes]), name="y")
    return x, y
