import tensorflow.compat.v1 as tf
tf.disable_eager_execution()


def create_placeholders(nx, classes):
    y = tf.placeholder(dtype=tf.float32, shape=(None, classes), name="y")
    x = tf.placeholder(dtype=tf.float32, shape=(None, nx), name="x")
    return x, y
