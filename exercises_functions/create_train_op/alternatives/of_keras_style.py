import tensorflow.compat.v1 as tf


def create_train_op(loss, alpha):
    rate = tf.constant(alpha, tf.float32)
    with tf.name_scope("training"):
        return tf.train.MomentumOptimizer(rate, momentum=0.0).minimize(loss)
