import tensorflow.compat.v1 as tf


def create_layer(prev, n, activation):
    start = tf.random_normal_initializer()
    layer = tf.layers.Dense(n, activation, kernel_initializer=start, name="layer")
    return layer(prev)
