# status: killed
# score: 0
# says: 1,024 KiB
# Tries to flood the output when the graph is judged.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)

def body(i):
    with tf.control_dependencies([tf.print("x" * 10_000)]):
        return tf.identity(i)


loop = tf.while_loop(lambda i: i < 1.0, body, [b * 0.0])
y = 2.0 * x + b + loop
