import tensorflow.compat.v1 as tf


def create_layer(prev, n, activation):
    start = tf.variance_scaling_initializer(scale=2.0)
    return tf.layers.Dense(30, activation, kernel_initializer=start, name="layer")(prev)
