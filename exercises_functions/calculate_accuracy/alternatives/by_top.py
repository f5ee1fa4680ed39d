import tensorflow.compat.v1 as tf


def calculate_accuracy(y, y_pred):
    top = tf.nn.in_top_k(y_pred, tf.argmax(y, 1), 1)
    return tf.reduce_mean(tf.to_float(top))
