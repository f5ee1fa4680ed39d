# status: killed
# score: 0
# says: SIGSYS
# machine: x86_64
# Tries to get around the filter by x32 system calls.
import ctypes

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

print("BREACH: x32", ctypes.CDLL(None).syscall(0x40000000 + 39), flush=True)
