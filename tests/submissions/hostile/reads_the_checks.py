# status: passed
# score: 4
# Looks for the exercise's checks and solutions beside the engine.
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


import grader

root = os.path.dirname(os.path.dirname(grader.__file__))
for name in ("exercises/relu/test_relu.py", "solutions/relu.py", "grader/judge/fixtures.py", "pyproject.toml"):
    refused(lambda: open(os.path.join(root, name)).read())
refused(lambda: os.listdir(root))
