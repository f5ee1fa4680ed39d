# status: passed
# score: 4
# Gives itself more time and memory.
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


import resource

for which in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE):
    refused(lambda: resource.setrlimit(which, (1 << 40, 1 << 40)))
