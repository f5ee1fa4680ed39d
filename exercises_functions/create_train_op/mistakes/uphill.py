import tensorflow.compat.v1 as tf


def create_train_op(loss, alpha):
    return tf.train.GradientDescentOptimizer(alpha).minimize(-loss)
