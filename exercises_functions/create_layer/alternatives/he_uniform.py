import tensorflow.compat.v1 as tf


def create_layer(prev, n, activation):
    with tf.variable_scope(None, "layer"):
        w = tf.get_variable("w", [prev.shape[1], n], initializer=tf.initializers.he_uniform())
        b = tf.get_variable("b", [n], initializer=tf.zeros_initializer())
    z = tf.nn.xw_plus_b(prev, w, b)
    return activation(z) if activation else z
