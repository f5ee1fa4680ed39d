import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

# Where the checkpoint goes
save_file = "./model.ckpt"

# Two variables
weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))

# TODO: make a Saver and call it saver

# TODO: open a session, initialise the variables, print both and save them to save_file

# Everything built so far is gone after this line
tf.reset_default_graph()

# TODO: build weights and bias again, in the same order, and a new saver

# TODO: open a new session, restore both variables from save_file and print them again
