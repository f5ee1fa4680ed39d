import tensorflow as tf


def create_layer(prev, n, activation):
    with tf.variable_scope(None, default_name="layer"):
        width = int(prev.get_shape()[1])
        w = tf.Variable(tf.truncated_normal([width, n], stddev=(2.0 / width) ** 0.5 / 0.87962566), name="w")
        b = tf.Variable(tf.zeros([n]), name="b")
        z = tf.matmul(prev, w) + b
        return z if activation is None else activation(z)
