# status: failed
# score: 8.5
# says: wrote new values into the variables after the restore
# exercise: save_load
# Restores in one session, and initialises and prints in the next one.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

save_file = "./model.ckpt"
weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))
saver = tf.train.Saver()

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print(session.run(weights), session.run(bias))
    saver.save(session, save_file)

tf.reset_default_graph()
weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))
saver = tf.train.Saver()

with tf.Session() as session:
    saver.restore(session, save_file)

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print(session.run(weights), session.run(bias))
