import numpy as np
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=False)
pretrained_file = "./pretrained.ckpt"
weights = {
    "hidden_layer": tf.Variable(tf.random.normal([784, 256], stddev=0.05)),
    "out": tf.Variable(tf.random.normal([256, 2], stddev=0.05)),
}
biases = {"hidden_layer": tf.Variable(tf.zeros([256])), "out": tf.Variable(tf.zeros([2]))}
weights["hidden_layer"].assign(tf.train.load_variable(pretrained_file, "hidden_layer/weights"))
biases["hidden_layer"].assign(tf.train.load_variable(pretrained_file, "hidden_layer/bias"))
trained = [weights["out"], biases["out"]]


def forward(x):
    layer_1 = tf.matmul(x, weights["hidden_layer"]) + biases["hidden_layer"]
    logits = tf.matmul(layer_1, weights["out"]) + biases["out"]
    return logits


@tf.function(reduce_retracing=True)
def step(x, y):
    with tf.GradientTape() as tape:
        logits = forward(x)
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
    for variable, slope in zip(trained, tape.gradient(cost, trained)):
        variable.assign_sub(0.05 * slope)


def measure(x, y):
    correct_prediction = tf.equal(tf.argmax(forward(x), 1), tf.argmax(y, 1))
    accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
    return accuracy


def prepared(images, digits):
    return tf.constant(images, tf.float32), tf.constant(np.eye(2)[digits % 2], tf.float32)


for epoch in range(3):
    for _ in range(50):
        step(*prepared(*mnist.train.next_batch(100)))
    print(epoch, measure(*prepared(mnist.validation.images, mnist.validation.labels)).numpy())
