import math

import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)

learning_rate = 0.01
batch_size = 128
n_epochs = 10
save_file = "./train_model.ckpt"

weights = tf.Variable(tf.random.normal([784, 10]))
bias = tf.Variable(tf.random.normal([10]))


@tf.function(reduce_retracing=True)
def train_step(features, labels):
    with tf.GradientTape() as tape:
        logits = tf.matmul(features, weights) + bias
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=labels))
    gradients = tape.gradient(cost, [weights, bias])
    weights.assign_sub(learning_rate * gradients[0])
    bias.assign_sub(learning_rate * gradients[1])


def measure(weights, bias, features, labels):
    logits = tf.matmul(features, weights) + bias
    correct_prediction = tf.equal(tf.argmax(logits, 1), tf.argmax(labels, 1))
    accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
    return accuracy


def tensors(images, labels):
    return tf.constant(images, tf.float32), tf.constant(labels, tf.float32)


valid = tensors(mnist.validation.images, mnist.validation.labels)
test = tensors(mnist.test.images, mnist.test.labels)

for epoch in range(n_epochs):
    for _ in range(math.ceil(mnist.train.num_examples / batch_size)):
        train_step(*tensors(*mnist.train.next_batch(batch_size)))
    if epoch % 5 == 0:
        valid_accuracy = measure(weights, bias, *valid)
        print(f"Epoch {epoch:<3} - Validation Accuracy: {valid_accuracy}")

tf.train.Checkpoint(weights=weights, bias=bias).write(save_file)

weights = tf.Variable(tf.zeros([784, 10]))
bias = tf.Variable(tf.zeros([10]))
tf.train.Checkpoint(w=weights, b=bias).read(save_file)
print("Test Accuracy:", measure(weights, bias, *test).numpy())
