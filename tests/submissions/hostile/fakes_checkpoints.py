# status: passed
# score: 4
# Tries to leave damaged checkpoints.
import os

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

for number in range(20):
    open(f"model{number}.index", "wb").write(os.urandom(1000))
    open(f"model{number}.data-00000-of-00001", "wb").write(os.urandom(1000))
os.mkdir("folder.index")
