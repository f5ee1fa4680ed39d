import tensorflow as tf

# Where the checkpoint goes
save_file = "./model.ckpt"

# Two variables
weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))

# TODO: make a tf.train.Checkpoint of both, print both and write them to save_file

# TODO: make weights and bias again, and a new tf.train.Checkpoint of the new ones

# TODO: read both variables from save_file and print them again
