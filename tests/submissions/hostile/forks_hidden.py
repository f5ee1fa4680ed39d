# status: passed
# score: 4
# Starts processes by every other name.
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


import multiprocessing
import subprocess

refused(lambda: subprocess.run(["true"]))
refused(lambda: os.posix_spawn("/bin/true", ["true"], {}))
refused(lambda: os.execv("/bin/true", ["true"]))
refused(lambda: multiprocessing.Process(target=print).start())
assert os.system("true") != 0
