# The first saver writes under the names that the second graph will number by itself.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

save_file = "./model.ckpt"

weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))
saver = tf.train.Saver({"Variable_1": weights, "Variable": bias})

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    saver.save(session, save_file)

tf.reset_default_graph()

bias = tf.Variable(tf.truncated_normal([3]))
weights = tf.Variable(tf.truncated_normal([2, 3]))
saver = tf.train.Saver()

with tf.Session() as session:
    saver.restore(session, save_file)
    weights, bias = session.run([weights, bias])
    print(weights)
    print(bias)
