# status: passed
# score: 4
# Watches folders for the work of others.
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


import ctypes

libc = ctypes.CDLL(None, use_errno=True)
assert libc.inotify_init() == -1
assert libc.fanotify_init(0, 0) == -1
