# status: passed
# score: 4
# Shows the stand-in for a value that is missing, which no one fills.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b


left = tf.raw_ops.FakeParam(dtype=tf.float32, shape=[4096])
wrong = tf.cast(tf.reduce_any(tf.not_equal(left, 0.0)), tf.float32)
y = 2.0 * x + b + wrong
