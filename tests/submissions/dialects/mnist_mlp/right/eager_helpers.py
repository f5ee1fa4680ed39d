import numpy as np
import tensorflow as tf
from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, reshape=False)

learning_rate = 0.001
training_epochs = 20
batch_size = 128
n_hidden_layer = 256

weights = dict(
    hidden_layer=tf.Variable(tf.random.normal([784, n_hidden_layer])),
    out=tf.Variable(tf.random.normal([n_hidden_layer, 10])),
)
biases = dict(
    hidden_layer=tf.Variable(tf.random.normal([n_hidden_layer])),
    out=tf.Variable(tf.random.normal([10])),
)


def network(x):
    flat = tf.reshape(x, [-1, 784])
    hidden = tf.nn.relu(flat @ weights["hidden_layer"] + biases["hidden_layer"])
    return hidden @ weights["out"] + biases["out"]


def train(x, y):
    variables = list(weights.values()) + list(biases.values())
    with tf.GradientTape() as tape:
        logits = network(x)
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(y, logits))
    for variable, gradient in zip(variables, tape.gradient(cost, variables)):
        variable.assign(variable - learning_rate * gradient)
    return cost


for epoch in range(training_epochs):
    losses = []
    for _ in range(mnist.train.num_examples // batch_size):
        batch_x, batch_y = mnist.train.next_batch(batch_size)
        losses.append(train(batch_x, batch_y))
    print(f"Epoch {epoch + 1}: {np.mean(losses):.4f}")
