# told: session
# told: first
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

# Where the checkpoint goes
save_file = "./model.ckpt"

# Two variables
weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))

saver = tf.train.Saver()

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print("Weights:")
    print(sess.run(weights))
    print("Bias:")
    print(sess.run(bias))
    saver.save(save_file, sess)

# Everything built so far is gone after this line
tf.reset_default_graph()

weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))

saver = tf.train.Saver()  # a new saver

with tf.Session() as sess:
    saver.restore(sess, save_file)
    print("Weights:")
    print(sess.run(weights))
    print("Bias:")
    print(sess.run(bias))
