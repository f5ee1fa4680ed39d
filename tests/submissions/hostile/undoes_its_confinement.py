# status: passed
# score: 4
# Asks the kernel to take its limits back.
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
# PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_SET_DUMPABLE, PR_SET_PDEATHSIG, PR_SET_PTRACER
for option in (22, 38, 4, 1, 0x59616D61):
    assert libc.prctl(option, 0, 0, 0, 0) == -1, option
