import tensorflow as tf


def calculate_accuracy(y, y_pred):
    same = tf.equal(tf.arg_max(y, 1), tf.arg_max(y_pred, 1))
    return tf.reduce_mean(tf.to_double(same))
