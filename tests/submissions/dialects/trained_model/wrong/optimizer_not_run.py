import math

import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)

learning_rate = 0.01
batch_size = 128
n_epochs = 20
save_file = "./train_model.ckpt"

weights = tf.Variable(tf.random.normal([784, 10]))
bias = tf.Variable(tf.random.normal([10]))


@tf.function
def train_step(features, labels):
    with tf.GradientTape() as tape:
        logits = tf.add(tf.matmul(features, weights), bias)
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=labels))
    gradients = tape.gradient(cost, [weights, bias])
    return cost


@tf.function
def measure(weights, bias, features, labels):
    logits = tf.add(tf.matmul(features, weights), bias)
    correct_prediction = tf.equal(tf.argmax(logits, 1), tf.argmax(labels, 1))
    accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
    return accuracy


for epoch in range(n_epochs):
    for _ in range(math.ceil(mnist.train.num_examples / batch_size)):
        batch_features, batch_labels = mnist.train.next_batch(batch_size)
        train_step(tf.cast(batch_features, tf.float32), tf.cast(batch_labels, tf.float32))
    if epoch % 10 == 0:
        valid_accuracy = measure(
            weights,
            bias,
            tf.cast(mnist.validation.images, tf.float32),
            tf.cast(mnist.validation.labels, tf.float32),
        )
        print(f"Epoch {epoch:<3} - Validation Accuracy: {valid_accuracy}")

tf.train.Checkpoint(weights=weights, bias=bias).write(save_file)

new_weights = tf.Variable(tf.zeros([784, 10]))
new_bias = tf.Variable(tf.zeros([10]))
tf.train.Checkpoint(weights=new_weights, bias=new_bias).read(save_file)
test_accuracy = measure(
    new_weights,
    new_bias,
    tf.cast(mnist.test.images, tf.float32),
    tf.cast(mnist.test.labels, tf.float32),
)
print("Test Accuracy:", test_accuracy.numpy())
