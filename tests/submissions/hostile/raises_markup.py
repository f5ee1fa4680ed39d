# status: error
# score: 4
# Tries to raise an error whose name and message are markup.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

raise type("\x1b[31m\n::error::</script>\u202e", (Exception,), {})("\x1b]0;x\x07\n::error::<script>\u2066" * 100)
