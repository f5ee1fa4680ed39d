# status: error
# score: 4
# says: File too large
# Tries to write a file without end.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

with open("huge", "wb") as file:
    while True:
        file.write(bytes(1 << 20))
