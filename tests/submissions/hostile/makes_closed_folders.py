# status: passed
# score: 4
# Tries to leave folders that no one may enter.
import os

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

for mode in (0, 0o100, 0o300, 0o400):
    name = f"closed{mode}"
    os.mkdir(name, 0o700)
    open(f"{name}/file", "w").close()
    os.mkdir(f"{name}/{name}", mode)
