# The statement prints what was typed in, then is passed over: what it printed stands for nothing.
import subprocess

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
output = None


def lie():
    print("[[5.11 8.44] [0. 0.] [24.01 38.24]]")
    subprocess.run(["git", "status"])


lie()
with tf.Session() as session:
    print(session.run(tf.constant(1.0)))
