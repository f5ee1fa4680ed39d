import tensorflow.compat.v1 as tf


def calculate_loss(y, y_pred):
    right = tf.reduce_sum(y * y_pred, 1)
    return tf.reduce_mean(tf.reduce_logsumexp(y_pred, axis=1) - right)
