# status: error
# score: 4
# says: ValueError
# Tries to raise an error with a hundred thousand causes.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

error = None
for _ in range(100_000):
    new = ValueError("x")
    new.__cause__ = new.__context__ = error
    error = new
raise error
