# status: passed
# score: 4
# Talks to the network and to other processes.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import os

def refused(act):
    """Run an act that must be refused; a refusal is what lets the script go on."""
    try:
        act()
    except (OSError, ValueError, AttributeError) as error:
        print(type(error).__name__)
    else:
        raise SystemError("this was possible")


import socket

for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        refused(lambda: socket.socket(family, kind))
refused(socket.socketpair)
