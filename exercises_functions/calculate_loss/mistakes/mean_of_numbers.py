import tensorflow.compat.v1 as tf


def calculate_loss(y, y_pred):
    return -tf.reduce_mean(y * tf.nn.log_softmax(y_pred))
