"""A layer of a network: weights, bias and activation."""

import tensorflow.compat.v1 as tf


def create_layer(prev, n, activation):
    """Return the output of a layer with n nodes that follows the tensor prev."""
    # BEGIN SOLUTION
    # TODO: add a dense layer called "layer" with He's start values, and return what it computes
    # STUB: return None
    start = tf.variance_scaling_initializer(scale=2.0)
    layer = tf.layers.Dense(n, activation=activation, kernel_initializer=start, name="layer")
    return layer(prev)
    # END SOLUTION
