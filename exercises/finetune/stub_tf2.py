import numpy as np
import tensorflow as tf

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
    "hidden_layer": tf.Variable(tf.random.normal([n_input, n_hidden_layer], stddev=0.05)),
    "out": tf.Variable(tf.random.normal([n_hidden_layer, n_classes], stddev=0.05)),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros([n_hidden_layer])),
    "out": tf.Variable(tf.zeros([n_classes])),
}

# TODO: give the hidden layer's weights and bias the values that pretrained_file has for them

# TODO: in every one of the training_epochs, take all batches of mnist.train, batch_size images at a
# time, as tensors of floats, and call them x and y, which is even_or_odd of the labels; in a
# tf.GradientTape compute
# - the hidden layer, with a ReLU, and call it layer_1
# - the output layer, without a ReLU, and call it logits
# - the mean softmax cross-entropy of the batch, and call it cost
# and lower cost by a step that changes the output layer alone

# TODO: compute the share of mnist.validation that is right, in the same way, call it accuracy, and
# print it
