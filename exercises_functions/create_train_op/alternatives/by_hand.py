import tensorflow.compat.v1 as tf


def create_train_op(loss, alpha):
    variables = tf.trainable_variables()
    slopes = tf.gradients(loss, variables)
    steps = [tf.assign_sub(v, alpha * slope) for v, slope in zip(variables, slopes)]
    return tf.group(*steps)
