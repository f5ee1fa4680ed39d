# The second graph has names of its own; its saver says which of them is which in the checkpoint.
import os

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

folder = "saved"
os.makedirs(folder, exist_ok=True)
save_file = os.path.join(folder, "model.ckpt")

weights = tf.Variable(tf.truncated_normal([2, 3]), name="first_weights")
bias = tf.Variable(tf.truncated_normal([3]), name="first_bias")
saver = tf.train.Saver()

with tf.Session() as session:
    tf.global_variables_initializer().run()
    print("before:", weights.eval(), bias.eval())
    saver.save(session, save_file)

tf.reset_default_graph()

bias = tf.Variable(tf.truncated_normal([3]), name="second_bias")
weights = tf.Variable(tf.truncated_normal([2, 3]), name="second_weights")
saver = tf.train.Saver({"first_weights": weights, "first_bias": bias})

with tf.Session() as session:
    saver.restore(session, tf.train.latest_checkpoint(folder))
    print("after:", weights.eval(), bias.eval())
