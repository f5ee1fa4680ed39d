# A name scope for each variable gives it its name; sessions without `with`.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

save_file = "./model.ckpt"

with tf.name_scope("weights"):
    weights = tf.Variable(tf.truncated_normal([2, 3]))
with tf.name_scope("bias"):
    bias = tf.Variable(tf.truncated_normal([3]))
saver = tf.train.Saver()

session = tf.Session()
session.run(tf.global_variables_initializer())
saver.save(session, save_file)
session.close()

tf.reset_default_graph()

with tf.name_scope("bias"):
    bias = tf.Variable(tf.truncated_normal([3]))
with tf.name_scope("weights"):
    weights = tf.Variable(tf.truncated_normal([2, 3]))
saver = tf.train.Saver()

session = tf.Session()
saver.restore(session, save_file)
print(session.run(weights))
print(session.run(bias))
session.close()
