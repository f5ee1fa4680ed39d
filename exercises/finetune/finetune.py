import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=False)

# Learning parameters
learning_rate = 0.01
training_epochs = 5
batch_size = 100

# Network parameters
n_input = 784  # the pixels of an image, 28 * 28
n_hidden_layer = 256  # the units of the hidden layer
n_classes = 2  # even or odd

# A trained classifier for the ten digits: hidden_layer/weights [784, 256], hidden_layer/bias [256],
# out/weights [256, 10] and out/bias [10]
pretrained_file = "./pretrained.ckpt"


def even_or_odd(digits):
    """Return the labels of the new task: [1, 0] for an even digit, [0, 1] for an odd one."""
    return np.eye(n_classes)[digits % 2]


# Weights and biases of both layers
weights = {
    "hidden_layer": tf.Variable(tf.random_normal([n_input, n_hidden_layer], stddev=0.05)),
    "out": tf.Variable(tf.random_normal([n_hidden_layer, n_classes], stddev=0.05)),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros([n_hidden_layer])),
    "out": tf.Variable(tf.zeros([n_classes])),
}

# Images and labels
x = tf.placeholder(tf.float32, [None, n_input])
y = tf.placeholder(tf.float32, [None, n_classes])

# TODO: build the model: a hidden layer with a ReLU (layer_1) and a linear output layer (logits)

# TODO: compute the mean softmax cross-entropy (cost), and the share of a batch that is right
# (accuracy)

# TODO: make the operation that lowers cost, changes the output layer and leaves the hidden layer
# as it is, and call it optimizer

# TODO: make a Saver that restores the hidden layer, and nothing else, and call it saver

# TODO: open a session, initialise the variables, restore the hidden layer from pretrained_file, and
# train: training_epochs times all batches of mnist.train, with even_or_odd of their labels. Print
# the cost and the accuracy on the validation set before and after
