import tensorflow.compat.v1 as tf


def calculate_accuracy(y, y_pred):
    chances = tf.nn.softmax(y_pred)
    wrong = tf.not_equal(tf.argmax(chances, 1), tf.argmax(y, 1))
    return 1.0 - tf.reduce_mean(tf.cast(wrong, tf.float32))
