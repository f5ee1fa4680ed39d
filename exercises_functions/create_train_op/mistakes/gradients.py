import tensorflow.compat.v1 as tf


def create_train_op(loss, alpha):
    optimizer = tf.train.GradientDescentOptimizer(alpha)
    return optimizer.compute_gradients(loss)
