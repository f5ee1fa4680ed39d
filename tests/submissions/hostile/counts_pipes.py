# status: passed
# score: 4
# Makes pipes: they are numbered for the whole machine, and their space is counted for a user.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import fcntl
import os

def refused(act):
    """Run an act that must be refused; a refusal is what lets the script go on."""
    try:
        act()
    except (OSError, ValueError, AttributeError) as error:
        print(type(error).__name__)
    else:
        raise SystemError("this was possible")


refused(os.pipe)
refused(lambda: os.pipe2(os.O_CLOEXEC))
refused(lambda: fcntl.fcntl(1, 1031, 4096))  # F_SETPIPE_SZ
refused(lambda: fcntl.fcntl(1, 1032))  # F_GETPIPE_SZ
