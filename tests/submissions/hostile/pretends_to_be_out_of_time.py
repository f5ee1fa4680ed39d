# status: killed
# score: 0
# says: SIGXCPU
# Tries to get a time-out by sending itself the signal of one.
import os
import signal

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

os.kill(os.getpid(), signal.SIGXCPU)
