import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)

# Learning parameters
learning_rate = 0.001
training_epochs = 20
batch_size = 128

# Network parameters
n_input = 784  # the pixels of an image, 28 * 28
n_classes = 10  # the digits 0 to 9
n_hidden_layer = 256  # the units of the first hidden layer
n_hidden_layer_2 = 128  # the units of the second hidden layer

# TODO: make the variables of all three layers: two dicts called weights and biases, both with the
# keys "hidden_layer", "hidden_layer_2" and "out"; small random weights (a deviation of 0.1) will do

# TODO: in every one of the training_epochs, take all batches of mnist.train, batch_size images at a
# time, as tensors of floats, and call them x and y; in a tf.GradientTape compute
# - the hidden layers, each with a ReLU, and call them layer_1 and layer_2
# - the output layer, without a ReLU, and call it logits
# - the mean softmax cross-entropy of the batch, and call it cost
# and lower cost by a step of gradient descent
