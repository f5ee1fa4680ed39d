# status: passed
# score: 4
# Opens its own memory and system call table.
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


for name in ("/proc/self/mem", "/proc/self/syscall", "/proc/kcore", "/dev/mem", "/dev/kmsg"):
    refused(lambda: open(name, "rb").read(1))
