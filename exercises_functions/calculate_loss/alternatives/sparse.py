import tensorflow.compat.v1 as tf


def calculate_loss(y, y_pred):
    classes = tf.argmax(y, 1)
    return tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=classes, logits=y_pred)
    )
