import numpy as np
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
images, digits = mnist.train.images, mnist.train.labels.astype("float32")

learning_rate, training_epochs, batch_size = 0.001, 20, 128
sizes = [784, 256, 128, 10]
layers = [
    (tf.Variable(tf.random.normal([rows, units], stddev=0.1)), tf.Variable(tf.zeros([units])))
    for rows, units in zip(sizes, sizes[1:])
]
w1, w2, w3 = (w for w, _ in layers)
b1, b2, b3 = (b for _, b in layers)
weights = {"hidden_layer": w1, "hidden_layer_2": w2, "out": w3}
biases = {"hidden_layer": b1, "hidden_layer_2": b2, "out": b3}

for epoch in range(training_epochs):
    order = np.random.permutation(len(images))
    for rows in np.split(order[: len(order) // batch_size * batch_size], len(order) // batch_size):
        x, y = tf.gather(images, rows), tf.gather(digits, rows)
        n = len(rows)
        with tf.GradientTape() as tape:
            layer_1 = tf.nn.relu(tf.matmul(x, w1) + b1)
            layer_2 = tf.nn.relu(tf.matmul(layer_1, w2) + b2)
            logits = tf.matmul(layer_2, w3) + b3
            errors = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits)
            cost = tf.reduce_sum(errors) / n
        variables = tape.watched_variables()
        for variable, slope in zip(variables, tape.gradient(cost, variables)):
            variable.assign_sub(learning_rate * slope)
    print("epoch", epoch, "cost", cost.numpy())
