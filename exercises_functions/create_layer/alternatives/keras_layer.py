import tensorflow as tf


def create_layer(prev, n, activation):
    he = tf.keras.initializers.VarianceScaling(scale=2.0, mode="fan_in")
    layer = tf.keras.layers.Dense(n, activation=activation, kernel_initializer=he, name="layer")
    return layer(prev)
