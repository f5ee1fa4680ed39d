import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, reshape=False)

# Learning parameters
learning_rate = 0.001
training_epochs = 20
batch_size = 128

# Network parameters
n_input = 784  # the pixels of an image, 28 * 28
n_classes = 10  # the digits 0 to 9
n_hidden_layer = 256  # the units of the first hidden layer
n_hidden_layer_2 = 128  # the units of the second hidden layer

# Images and labels
x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, n_classes])

# TODO: make the variables of all three layers: two dicts called weights and biases, both with the
# keys "hidden_layer", "hidden_layer_2" and "out"; small random weights (a deviation of 0.1) will do

# TODO: turn each image of x into one row of n_input numbers and call the result x_flat

# TODO: compute the hidden layers, each with a ReLU, and call them layer_1 and layer_2

# TODO: compute the output layer, without a ReLU, and call it logits

# TODO: compute the mean softmax cross-entropy of a batch and call it cost

# TODO: make the operation that lowers cost by gradient descent and call it optimizer

# TODO: make the operation that initialises the variables and call it init

# TODO: open a session and train: in every one of the training_epochs, feed all batches of
# mnist.train, batch_size images at a time
