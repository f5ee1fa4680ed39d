# status: passed
# score: 4
# Attaches to the process that made it.
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
for request in (0, 16, 0x4206):
    assert libc.ptrace(request, os.getppid(), 0, 0) == -1
assert libc.kcmp(1, 2, 0, 0, 0) == -1 if hasattr(libc, "kcmp") else True
