# status: passed
# score: 4
# Tries to make files that no one can count: nameless ones, and ones that are truncated by reading.
import os

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

open("kept", "w").write("kept")
for attempt in (
    lambda: os.open(".", os.O_TMPFILE | os.O_RDWR),
    lambda: os.open("kept", os.O_TRUNC),
    lambda: os.memfd_create("hidden"),
):
    try:
        attempt()
        print("BREACH: made something hidden")
    except OSError:
        pass
if open("kept").read() != "kept":
    print("BREACH: truncated by reading")
