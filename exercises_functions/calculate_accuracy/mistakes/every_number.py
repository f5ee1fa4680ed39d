import tensorflow.compat.v1 as tf


def calculate_accuracy(y, y_pred):
    same = tf.equal(y, tf.round(y_pred))
    return tf.reduce_mean(tf.cast(same, tf.float32))
