# Savers with a name map in both graphs, the second in another order; the file in a folder.
import os

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

folder = "checkpoints"
os.makedirs(folder, exist_ok=True)
save_file = os.path.join(os.getcwd(), folder, "model.ckpt")

weights = tf.Variable([[1.0, -2.0, 3.0], [0.1, 0.2, 0.3]], dtype=tf.float32)
bias = tf.Variable(tf.constant([7.0, 8.0, 9.0]))
saver = tf.train.Saver({"w": weights, "b": bias})

with tf.Session() as session:
    tf.global_variables_initializer().run()
    print(weights.eval(), bias.eval())
    save_file = saver.save(session, save_file)

tf.reset_default_graph()

bias = tf.Variable(tf.zeros([3]))
weights = tf.Variable(tf.zeros([2, 3]))
saver = tf.train.Saver({"w": weights, "b": bias})

with tf.Session() as session:
    # Not needed, and harmless before the restore
    session.run(tf.global_variables_initializer())
    saver.restore(session, tf.train.latest_checkpoint(folder))
    print(weights.eval(), bias.eval())
