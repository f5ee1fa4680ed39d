# status: timeout
# score: 0
# takes: long
# Waits for ever without using the processor.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
import time

time.sleep(3600)
