# status: rejected
# score: 0
# says: Abort
# Tries to have the judged graph abort its process.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)

with tf.control_dependencies([tf.raw_ops.Abort(error_msg="boo")]):
    y = 2.0 * x + b
