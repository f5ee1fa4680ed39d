# status: passed
# score: 4
# Writes beside its folder.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import os

# Python's own functions again, without what maps paths of other machines into the script's folder.
import _io
import builtins
import io
import posix

open = builtins.open = io.open = _io.open
for name in dir(posix):
    if name[0] != "_" and name != "environ":
        setattr(os, name, getattr(posix, name))

def refused(act):
    """Run an act that must be refused; a refusal is what lets the script go on."""
    try:
        act()
    except (OSError, ValueError, AttributeError) as error:
        print(type(error).__name__)
    else:
        raise SystemError("this was possible")


for path in ("../report.json", "/tmp/evil", "/var/tmp/evil", "/dev/shm/evil", "/evil"):
    refused(lambda: open(path, "w").write("x"))
