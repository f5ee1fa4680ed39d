# status: timeout
# score: 0
# machine: x86_64
# takes: long
# Tries to end the main thread by a system call while another goes on.
import ctypes
import threading

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

def spin():
    while True:
        pass


threading.Thread(target=spin, daemon=True).start()
ctypes.CDLL(None).syscall(60, 0)
