import tensorflow.compat.v1 as tf


def calculate_accuracy(y, y_pred):
    right = tf.cast(tf.equal(tf.math.argmax(y, -1), tf.math.argmax(y_pred, -1)), tf.float32)
    return tf.reduce_sum(right) / tf.cast(tf.shape(y)[0], tf.float32)
