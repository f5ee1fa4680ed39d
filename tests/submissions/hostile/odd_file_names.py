# status: passed
# score: 4
# Makes files whose names break lists and pages.
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


for name in ("a\nb", "\x1b[2J", "=cmd|calc", "<b>", "-rf", "\u202egnp", "x" * 200):
    open(name, "w").close()
os.makedirs("d/" * 8)
