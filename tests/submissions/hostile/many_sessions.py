# status: passed
# score: 4
# Opens a hundred sessions and closes none.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
sessions = [tf.Session() for _ in range(100)]
for session in sessions[:20]:
    session.run(b.initializer)
