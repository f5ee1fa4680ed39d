# status: error
# score: 4
# Tries to exit with a code that is no number.
import sys

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

class Code:
    def __eq__(self, other):
        return True

    def __repr__(self):
        raise ValueError

    __str__ = __repr__


sys.exit(Code())
