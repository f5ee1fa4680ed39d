import tensorflow.compat.v1 as tf


def create_layer(prev, n, activation):
    start = tf.variance_scaling_initializer(scale=2.0)
    layer = tf.layers.Dense(n, kernel_initializer=start, name="layer")
    return layer(prev)
