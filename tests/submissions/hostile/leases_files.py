# status: passed
# score: 4
# Wants to hear when someone opens a file or looks into a folder.
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


file = os.open("own", os.O_RDWR | os.O_CREAT)
folder = os.open(".", os.O_RDONLY)
library = os.open(os.__file__, os.O_RDONLY)
for descriptor in (file, library):
    refused(lambda: fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK))
refused(lambda: fcntl.fcntl(folder, fcntl.F_NOTIFY, fcntl.DN_CREATE | fcntl.DN_MULTISHOT))
refused(lambda: fcntl.fcntl(file, 10, 10))  # F_SETSIG
refused(lambda: fcntl.fcntl(file, 1033, 1))  # F_ADD_SEALS
refused(lambda: fcntl.fcntl(file, 1036, bytes(8)))  # F_SET_RW_HINT
