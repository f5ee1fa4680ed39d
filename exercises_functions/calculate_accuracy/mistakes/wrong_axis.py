import tensorflow.compat.v1 as tf


def calculate_accuracy(y, y_pred):
    same = tf.equal(tf.argmax(y), tf.argmax(y_pred))
    return tf.reduce_mean(tf.cast(same, tf.float32))
