"""One step of training."""

import tensorflow.compat.v1 as tf


def create_train_op(loss, alpha):
    """Return an operation that makes a step of gradient descent with the learning rate alpha."""
    # BEGIN SOLUTION
    # TODO: return the operation that lowers the loss
    # STUB: return None
    return tf.train.GradientDescentOptimizer(alpha).minimize(loss)
    # END SOLUTION
