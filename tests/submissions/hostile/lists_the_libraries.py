# status: passed
# score: 4
# Tries to learn from the installed libraries where the course is.
import importlib.metadata
import os
import sys

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

for folder in [folder for folder in sys.path if folder]:
    try:
        names = os.listdir(folder)
    except OSError:
        continue
    if any("grade" in name for name in names):
        print("BREACH: listed", folder)
try:
    print("BREACH: version", importlib.metadata.version("graphgrade"))
except (importlib.metadata.PackageNotFoundError, OSError):
    pass
