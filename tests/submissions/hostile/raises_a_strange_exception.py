# status: error
# score: 4
# Raises what is no ordinary exception.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b


class Strange(BaseException):
    def __str__(self):
        raise KeyboardInterrupt


raise Strange
