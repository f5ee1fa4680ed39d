# status: killed
# score: 0
# Takes memory until there is none.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
hoard = []
while True:
    hoard.append(bytearray(1 << 24))
