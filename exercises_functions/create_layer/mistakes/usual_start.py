import tensorflow.compat.v1 as tf


def create_layer(prev, n, activation):
    layer = tf.layers.Dense(n, activation, name="layer")
    return layer(prev)
