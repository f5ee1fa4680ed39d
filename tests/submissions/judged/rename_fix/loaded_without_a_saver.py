# The names are right, and the values come from the file, but not by `saver.restore`.
# verdict: fails restored: but not by `saver.restore`; passes own_names declaration_order
# mistake: none
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

save_file = "./model.ckpt"

weights = tf.Variable(tf.truncated_normal([2, 3]), name="weights")
bias = tf.Variable(tf.truncated_normal([3]), name="bias")
saver = tf.train.Saver()

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    saver.save(session, save_file)

tf.reset_default_graph()

bias = tf.Variable(tf.truncated_normal([3]), name="bias")
weights = tf.Variable(tf.truncated_normal([2, 3]), name="weights")
saver = tf.train.Saver()
stored = tf.train.load_checkpoint(save_file)

with tf.Session() as session:
    for variable in (bias, weights):
        variable.load(stored.get_tensor(variable.op.name), session)
    print(session.run([weights, bias]))
