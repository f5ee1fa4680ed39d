# status: passed
# score: 4
# Adds memory as the last run left it to its answer.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b


left = tf.raw_ops.Empty(shape=[4096], dtype=tf.float32, init=False)
wrong = tf.cast(tf.reduce_any(tf.not_equal(left, 0.0)), tf.float32)
y = 2.0 * x + b + wrong
