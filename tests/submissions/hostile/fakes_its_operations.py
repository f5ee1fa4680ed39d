# status: failed
# score: 0
# Gives its tensor the name of another.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 3.0 * x + b


class Fake:
    name = 'add:0'
    op = y.op
    graph = y.graph


y = Fake()
