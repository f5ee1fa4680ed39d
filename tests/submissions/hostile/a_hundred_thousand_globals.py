# status: passed
# score: 4
# Leaves very many globals.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
globals().update({f'name_{i}': i for i in range(100_000)})
