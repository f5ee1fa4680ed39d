# status: passed
# score: 4
# Tries to tell something in a query for a host name.
import socket

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

try:
    socket.getaddrinfo("secret.example.org", 80)
    print("BREACH: resolved")
except OSError:
    print("refused")
