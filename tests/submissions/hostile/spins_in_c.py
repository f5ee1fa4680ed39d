# status: timeout
# score: 0
# Never comes back from one call.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
pow(3, 10**9)
