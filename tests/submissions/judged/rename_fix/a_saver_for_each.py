# Right: the second graph has a saver for each variable, and both read the checkpoint.
# verdict: right
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

save_file = "./model.ckpt"

weights = tf.Variable(tf.truncated_normal([2, 3]), name="the_weights")
bias = tf.Variable(tf.truncated_normal([3]), name="the_bias")
saver = tf.train.Saver()

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    saver.save(session, save_file)
    print(session.run([weights, bias]))

tf.reset_default_graph()

bias = tf.Variable(tf.truncated_normal([3]), name="the_bias")
weights = tf.Variable(tf.truncated_normal([2, 3]), name="the_weights")
bias_saver = tf.train.Saver([bias])
weights_saver = tf.train.Saver({"the_weights": weights})

with tf.Session() as session:
    bias_saver.restore(session, save_file)
    weights_saver.restore(session, save_file)
    print(session.run([weights, bias]))
