# Right: the second variable is called `biases`.
# verdict: right
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

# Where the checkpoint goes
save_file = "./model.ckpt"

# Two variables
weights = tf.Variable(tf.truncated_normal([2, 3]))
biases = tf.Variable(tf.truncated_normal([3]))

# It saves and restores every variable that exists when it is made
saver = tf.train.Saver()

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print("saved weights:")
    print(session.run(weights))
    print("saved biases:")
    print(session.run(biases))
    saver.save(session, save_file)

# Everything built so far is gone after this line
tf.reset_default_graph()

# The same variables again, in the same order, so that they get the same names
weights = tf.Variable(tf.truncated_normal([2, 3]))
biases = tf.Variable(tf.truncated_normal([3]))
saver = tf.train.Saver()

with tf.Session() as session:
    # Restoring gives the variables their values: no initializer is needed
    saver.restore(session, save_file)
    print("restored weights:")
    print(session.run(weights))
    print("restored biases:")
    print(session.run(biases))
