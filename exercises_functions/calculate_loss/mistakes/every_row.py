import tensorflow.compat.v1 as tf


def calculate_loss(y, y_pred):
    return tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=y_pred)
