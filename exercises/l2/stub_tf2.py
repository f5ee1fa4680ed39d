import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)

# Learning parameters
learning_rate = 0.001
training_epochs = 20
batch_size = 128
beta = 0.01  # how much the penalty counts

# Network parameters
n_input = 784  # the pixels of an image, 28 * 28
n_classes = 10  # the digits 0 to 9
n_hidden_layer = 256  # the units of the hidden layer

# Weights and biases of both layers
weights = {
    "hidden_layer": tf.Variable(tf.random.normal([n_input, n_hidden_layer], stddev=0.1)),
    "out": tf.Variable(tf.random.normal([n_hidden_layer, n_classes], stddev=0.1)),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros([n_hidden_layer])),
    "out": tf.Variable(tf.zeros([n_classes])),
}

# TODO: in every one of the training_epochs, take all batches of mnist.train, batch_size images at a
# time, as tensors of floats, and call them x and y; in a tf.GradientTape compute
# - the hidden layer, with a ReLU, and call it layer_1
# - the output layer, without a ReLU, and call it logits
# - the mean softmax cross-entropy of the batch, and call it cost
# - cost and the L2 penalty of both weight matrices, beta times the sum of their tf.nn.l2_loss, and
#   call it loss
# and lower loss by a step of gradient descent; print cost and loss now and then
