# Reads the file with a CheckpointReader and assigns what it read; odd comes first.
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".")
pretrained_file = "pretrained.ckpt"
n_classes = 2

x = tf.placeholder(tf.float32, [None, 784])
y = tf.placeholder(tf.float32, [None, n_classes])
weights = {
    "hidden_layer": tf.Variable(tf.truncated_normal([784, 256], stddev=0.1)),
    "out": tf.Variable(tf.truncated_normal([256, 2], stddev=0.1)),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros([256])),
    "out": tf.Variable(tf.zeros([2])),
}
layer_1 = tf.nn.relu(x @ weights["hidden_layer"] + biases["hidden_layer"])
logits = layer_1 @ weights["out"] + biases["out"]
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(labels=y, logits=logits))
head = [weights["out"], biases["out"]]
slopes = tf.gradients(cost, head)
optimizer = tf.group(*[variable.assign_sub(0.03 * s) for variable, s in zip(head, slopes)])
accuracy = tf.reduce_mean(tf.to_float(tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1))))

reader = tf.train.NewCheckpointReader(pretrained_file)
new_bias = tf.placeholder(tf.float32, [256])
set_bias = biases["hidden_layer"].assign(new_bias)


def labels_of(digits):
    return np.eye(2)[(digits + 1) % 2]


session = tf.InteractiveSession()
tf.global_variables_initializer().run()
weights["hidden_layer"].load(reader.get_tensor("hidden_layer/weights"), session)
session.run(set_bias, {new_bias: reader.get_tensor("hidden_layer/bias")})
for epoch in range(3):
    order = np.random.permutation(mnist.train.num_examples)
    for rows in np.array_split(order, 40):
        batch = {x: mnist.train.images[rows], y: labels_of(mnist.train.labels[rows])}
        session.run(optimizer, batch)
valid = {x: mnist.validation.images, y: labels_of(mnist.validation.labels)}
print(cost.eval(valid), accuracy.eval(valid))
