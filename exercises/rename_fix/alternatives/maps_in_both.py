# Nothing is named; both savers have the same map. Resource variables.
import tensorflow.compat.v1 as tf

tf.disable_eager_execution()

save_file = "./model.ckpt"

weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))
saver = tf.train.Saver({"weights": weights, "bias": bias})

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    saver.save(session, save_file, global_step=1)

tf.reset_default_graph()

bias = tf.Variable(tf.truncated_normal([3]))
weights = tf.Variable(tf.truncated_normal([2, 3]))
saver = tf.train.Saver({"weights": weights, "bias": bias})

with tf.Session() as session:
    saver.restore(session, save_file + "-1")
    print(session.run(weights))
    print(session.run(bias))
