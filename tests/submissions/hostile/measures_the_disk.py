# status: passed
# score: 4
# Watches how much of the disk and how many of its inodes are free.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import os
import shutil

def refused(act):
    """Run an act that must be refused; a refusal is what lets the script go on."""
    try:
        act()
    except (OSError, ValueError, AttributeError) as error:
        print(type(error).__name__)
    else:
        raise SystemError("this was possible")


refused(lambda: os.statvfs("."))
refused(lambda: os.statvfs(os.__file__))
with open(os.__file__) as file:
    refused(lambda: os.fstatvfs(file.fileno()))
refused(lambda: shutil.disk_usage("/dev/shm"))
