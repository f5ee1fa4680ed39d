import tensorflow.compat.v1 as tf


def calculate_loss(y, y_pred):
    each = tf.nn.softmax_cross_entropy_with_logits_v2(labels=tf.stop_gradient(y), logits=y_pred)
    return tf.reduce_mean(each, name="loss")
