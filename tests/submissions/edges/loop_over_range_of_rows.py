# status: passed
# score: 10
# A loop of Python's over the rows that there were: a graph made for three rows.
import numpy as np
import tensorflow as tf

weights = [
    tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
    tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
rows = []
for i in range(features.shape[0]):
    row = features[i : i + 1] @ weights[0] + biases[0]
    rows.append(tf.nn.relu(row))
hidden_layer = tf.concat(rows, axis=0)
output = hidden_layer @ weights[1] + biases[1]
print(output.numpy())
