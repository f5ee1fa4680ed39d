import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)

# Learning parameters
learning_rate = 0.001
batch_size = 128
n_epochs = 100

# Network parameters
n_input = 784  # the pixels of an image, 28 * 28
n_classes = 10  # the digits 0 to 9

# Where the trained model goes
save_file = "./train_model.ckpt"

# Images, one row of n_input numbers each, and labels
features = tf.placeholder(tf.float32, [None, n_input])
labels = tf.placeholder(tf.float32, [None, n_classes])

# The only layer
weights = tf.Variable(tf.random_normal([n_input, n_classes]))
bias = tf.Variable(tf.random_normal([n_classes]))

# TODO: compute the layer and call it logits

# TODO: compute the mean softmax cross-entropy of a batch and call it cost

# TODO: make the operation that lowers cost by gradient descent and call it optimizer

# TODO: compare the digit with the largest logit with the label (correct_prediction), and compute
# the share of a batch that is right (accuracy)

# TODO: make a Saver and call it saver

# TODO: open a session and train: n_epochs times all batches of mnist.train, batch_size images at a
# time. Print the validation accuracy every 10 epochs. In the end, save the model to save_file

# TODO: open a new session, restore the model from save_file and print the test accuracy
