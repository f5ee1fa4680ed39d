import numpy as np
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=False)
pretrained_file = "./pretrained.ckpt"


def even_or_odd(digits):
    return np.eye(2, dtype=np.float32)[digits % 2]


weights = {
    "hidden_layer": tf.Variable(tf.zeros([784, 256])),
    "out": tf.Variable(tf.random.normal([256, 2], stddev=0.05)),
}
biases = {"hidden_layer": tf.Variable(tf.zeros([256])), "out": tf.Variable(tf.zeros([2]))}
for name, variable in [("weights", weights), ("bias", biases)]:
    variable["hidden_layer"].assign(tf.train.load_variable(pretrained_file, f"hidden_layer/{name}"))


@tf.function(reduce_retracing=True)
def evaluate(x, y):
    layer_1 = tf.nn.relu(x @ weights["hidden_layer"] + biases["hidden_layer"])
    logits = layer_1 @ weights["out"] + biases["out"]
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(y, logits))
    accuracy = tf.reduce_mean(tf.cast(tf.argmax(logits, 1) == tf.argmax(y, 1), tf.float32))
    return cost, accuracy


@tf.function(reduce_retracing=True)
def step(x, y):
    with tf.GradientTape() as tape:
        layer_1 = tf.nn.relu(x @ weights["hidden_layer"] + biases["hidden_layer"])
        logits = tf.stop_gradient(layer_1) @ weights["out"] + biases["out"]
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(y, logits))
    dw, db = tape.gradient(cost, [weights["out"], biases["out"]])
    weights["out"].assign_sub(0.05 * dw)
    biases["out"].assign_sub(0.05 * db)


held = tf.constant(mnist.validation.images), tf.constant(even_or_odd(mnist.validation.labels))
cost, accuracy = evaluate(*held)
print("before:", np.round(cost, 3), np.round(100 * accuracy, 1), "%")
for _ in range(5):
    for _ in range(50):
        images, digits = mnist.train.next_batch(100)
        step(tf.constant(images), tf.constant(even_or_odd(digits)))
cost, accuracy = evaluate(*held)
print("after:", np.round(cost, 3), np.round(100 * accuracy, 1), "%")
