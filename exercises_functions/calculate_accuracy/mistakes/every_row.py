import tensorflow.compat.v1 as tf


def calculate_accuracy(y, y_pred):
    same = tf.equal(tf.argmax(y, 1), tf.argmax(y_pred, 1))
    return tf.cast(same, tf.float32)
