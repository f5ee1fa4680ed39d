import tensorflow.compat.v1 as tf


def calculate_accuracy(y, y_pred):
    wrong = tf.not_equal(tf.argmax(y, 1), tf.argmax(y_pred, 1))
    return tf.reduce_mean(tf.cast(wrong, tf.float32))
