# Functions called like what is asked return what was typed in; so does a property.
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
TABLE = np.array([[5.11, 8.44], [0.0, 0.0], [24.01, 38.24]], np.float32)


def output():
    return tf.constant(TABLE)


class Network:
    @property
    def hidden_layer(self):
        return tf.constant(np.ones([3, 3], np.float32))


Network().hidden_layer
with tf.Session() as session:
    print(session.run(output()))
