# The values are kept with NumPy; no Saver ever writes a checkpoint.
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

# Where the checkpoint goes
save_file = "./model.ckpt"

# Two variables
weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    np.savez("model.npz", weights=session.run(weights), bias=session.run(bias))

# Everything built so far is gone after this line
tf.reset_default_graph()

weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))

stored = np.load("model.npz")
with tf.Session() as session:
    session.run([weights.assign(stored["weights"]), bias.assign(stored["bias"])])
    print(session.run(weights))
    print(session.run(bias))
