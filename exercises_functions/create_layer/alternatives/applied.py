import tensorflow.compat.v1 as tf


def create_layer(prev, n, activation):
    he = tf.initializers.he_normal()
    layer = tf.layers.Dense(n, kernel_initializer=he, name="layer")
    z = layer.apply(prev)
    if activation is not None:
        z = activation(z)
    return z
