import tensorflow.compat.v1 as tf


def create_layer(prev, n, activation):
    start = tf.variance_scaling_initializer(scale=2.0)
    layer = tf.layers.Dense(n, activation, kernel_initializer=start, name="layer")
    if activation is None:
        return layer(prev)
    return activation(layer(prev))
