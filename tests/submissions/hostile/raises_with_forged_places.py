# status: error
# score: 4
# says: far
# Tries to raise an error that points at lines which do not exist.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

code = compile("\n" * 2_000_000 + "raise ValueError('far')", "double.py", "exec")
exec(code)
