# status: error
# score: 4
# Tries to save a checkpoint over someone else's file.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

saver = tf.train.Saver()
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    saver.save(session, "../graphgrade-canary/kept")
    print("BREACH: saved")
