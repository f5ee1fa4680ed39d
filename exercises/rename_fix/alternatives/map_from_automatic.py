# The first graph stays unnamed; the second saver maps the automatic names to the variables.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

save_file = "./model.ckpt"

weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))
saver = tf.train.Saver()

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    saver.save(session, save_file)

tf.reset_default_graph()

bias = tf.Variable(tf.truncated_normal([3]))
weights = tf.Variable(tf.truncated_normal([2, 3]))
saver = tf.train.Saver({"Variable": weights, "Variable_1": bias})

with tf.Session() as session:
    saver.restore(session, save_file)
    print(session.run(weights))
    print(session.run(bias))
