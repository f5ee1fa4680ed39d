import tensorflow as tf

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

# The only layer
weights = tf.Variable(tf.random.normal([n_input, n_classes]))
bias = tf.Variable(tf.random.normal([n_classes]))

# TODO: n_epochs times, take all batches of mnist.train, batch_size images at a time, as tensors of
# floats, and call them features and labels; in a tf.GradientTape compute the layer, call it logits,
# and the mean softmax cross-entropy of the batch, call it cost; lower cost by a step of gradient
# descent

# TODO: every 10 epochs, compute the share of mnist.validation that is right, in the same way, call
# it accuracy, and print it

# TODO: when the training is over, write weights and bias to save_file with a tf.train.Checkpoint

# TODO: make weights and bias again, read them from save_file, and print the accuracy of mnist.test
