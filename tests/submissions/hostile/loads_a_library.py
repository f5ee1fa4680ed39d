# status: error
# score: 4
# Tries to load operations from a library of its own.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

open("evil.so", "wb").write(b"\x7fELF" + bytes(1000))
tf.load_op_library("./evil.so")
