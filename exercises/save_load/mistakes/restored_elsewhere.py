# Restores from a path without the ending that it saved with.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

# Where the checkpoint goes
save_file = "./model.ckpt"

# Two variables
weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))

saver = tf.train.Saver()

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print(session.run(weights))
    print(session.run(bias))
    saver.save(session, save_file)

# Everything built so far is gone after this line
tf.reset_default_graph()

weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))
saver = tf.train.Saver()

with tf.Session() as session:
    saver.restore(session, "./model")
    print(session.run(weights))
    print(session.run(bias))
