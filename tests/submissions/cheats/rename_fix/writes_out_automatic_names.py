# The names are typed, but they are those that TensorFlow gives itself.
# fails: own_names
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

save_file = "./model.ckpt"

# A name of its own for each variable, the same in both graphs
weights = tf.Variable(tf.truncated_normal([2, 3]), name="Variable")
bias = tf.Variable(tf.truncated_normal([3]), name="Variable_1")
saver = tf.train.Saver()

print("saved weights:", weights.name)
print("saved bias:", bias.name)

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    saver.save(session, save_file)

# Everything built so far is gone after this line
tf.reset_default_graph()

# The other order does no harm: the saver goes by name
bias = tf.Variable(tf.truncated_normal([3]), name="Variable_1")
weights = tf.Variable(tf.truncated_normal([2, 3]), name="Variable")
saver = tf.train.Saver()

print("restored weights:", weights.name)
print("restored bias:", bias.name)

with tf.Session() as session:
    saver.restore(session, save_file)
    print(session.run(weights))
    print(session.run(bias))
