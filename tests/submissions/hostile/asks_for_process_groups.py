# status: passed
# score: 4
# Asks for the groups and sessions of processes, to learn which there are.
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


for number in (1, 2, os.getppid(), os.getpid() - 1, os.getpid() + 1):
    refused(lambda: os.getpgid(number))
    refused(lambda: os.getsid(number))
    refused(lambda: os.getpriority(os.PRIO_PROCESS, number))
for which in (os.PRIO_PGRP, os.PRIO_USER):
    refused(lambda: os.getpriority(which, 0))
assert os.getsid(0) == os.getsid(os.getpid()) == os.getpgid(0) == os.getpid()
assert os.getpriority(os.PRIO_PROCESS, 0) == os.getpriority(os.PRIO_PROCESS, os.getpid())
