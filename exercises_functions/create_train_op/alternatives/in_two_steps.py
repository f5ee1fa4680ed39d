import tensorflow.compat.v1 as tf


def create_train_op(loss, alpha):
    optimizer = tf.train.GradientDescentOptimizer(alpha, name="down")
    pairs = optimizer.compute_gradients(loss)
    return optimizer.apply_gradients(pairs)
