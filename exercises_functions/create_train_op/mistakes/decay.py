import tensorflow.compat.v1 as tf


def create_train_op(loss, alpha):
    steps = tf.train.get_or_create_global_step()
    rate = tf.train.exponential_decay(alpha, steps, 1, 0.5)
    return tf.train.GradientDescentOptimizer(rate).minimize(loss, global_step=steps)
