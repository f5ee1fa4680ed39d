import tensorflow.compat.v1 as tf


def calculate_loss(y, y_pred):
    return tf.reduce_mean(-tf.reduce_sum(y * tf.nn.log_softmax(y_pred), 1))
