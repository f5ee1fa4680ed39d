# status: rejected
# score: 0
# says: 'TemporaryVariable' are not allowed
# Shows a temporary variable before anything is written to it.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b


left = tf.raw_ops.TemporaryVariable(shape=[4096], dtype=tf.float32, var_name="left")
y = 2.0 * x + b + 0.0 * tf.reduce_sum(left)
