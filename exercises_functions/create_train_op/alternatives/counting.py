import tensorflow.compat.v1 as tf


def create_train_op(loss, alpha):
    step = tf.Variable(0, trainable=False, name="step")
    return tf.train.GradientDescentOptimizer(alpha).minimize(loss, global_step=step)
