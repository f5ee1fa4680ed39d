import tensorflow.compat.v1 as tf


class Places:
    def __init__(self, nx, classes):
        self.x = tf.placeholder(tf.float32, [None, nx], name="x")
        self.y = tf.placeholder(tf.float32, [None, classes], name="y")


def create_placeholders(nx, classes):
    places = Places(nx, classes)
    return places.x, places.y
