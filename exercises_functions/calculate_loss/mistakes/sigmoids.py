import tensorflow.compat.v1 as tf


def calculate_loss(y, y_pred):
    return tf.losses.sigmoid_cross_entropy(y, y_pred)
