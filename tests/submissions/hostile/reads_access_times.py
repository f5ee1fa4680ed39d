# status: passed
# score: 4
# needs: mounts
# Leaves a message in the times at which common files were last read.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import contextlib
import os
import xml

def seen(paths):
    """Return when files, folders and links were last read."""
    return [os.lstat(path).st_atime_ns for path in paths]


library = xml.__path__[0]
paths = [library, *(entry.path for entry in os.scandir(library))]
before = seen(paths)
for path in paths:
    with contextlib.suppress(OSError):
        os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(1)
if seen(paths) != before:
    print("BREACH")
