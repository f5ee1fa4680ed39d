# Right: the file goes on with the lesson's second part.
# verdict: right
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

# Where the checkpoint goes
save_file = "./model.ckpt"

# Two variables
weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))

# It saves and restores every variable that exists when it is made
saver = tf.train.Saver()

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print("saved weights:")
    print(session.run(weights))
    print("saved bias:")
    print(session.run(bias))
    saver.save(session, save_file)

# Everything built so far is gone after this line
tf.reset_default_graph()

# The same variables again, in the same order, so that they get the same names
weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))
saver = tf.train.Saver()

with tf.Session() as session:
    # Restoring gives the variables their values: no initializer is needed
    saver.restore(session, save_file)
    print("restored weights:")
    print(session.run(weights))
    print("restored bias:")
    print(session.run(bias))

# The second part: names of their own, and the other order.
tf.reset_default_graph()

# A name of its own for each variable, the same in both graphs
weights = tf.Variable(tf.truncated_normal([2, 3]), name="weights")
bias = tf.Variable(tf.truncated_normal([3]), name="bias")
saver = tf.train.Saver()

print("saved weights:", weights.name)
print("saved bias:", bias.name)

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    saver.save(session, save_file)

# Everything built so far is gone after this line
tf.reset_default_graph()

# The other order does no harm: the saver goes by name
bias = tf.Variable(tf.truncated_normal([3]), name="bias")
weights = tf.Variable(tf.truncated_normal([2, 3]), name="weights")
saver = tf.train.Saver()

print("restored weights:", weights.name)
print("restored bias:", bias.name)

with tf.Session() as session:
    saver.restore(session, save_file)
    print(session.run(weights))
    print(session.run(bias))
