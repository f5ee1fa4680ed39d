# status: failed
# score: 2
# says: stays the same when `features` changes
# Python decides by numbers that it read: the way that was gone stays, and nobody can tell.
import numpy as np
import tensorflow as tf

weights = [
    tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
    tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
before = features @ weights[0] + biases[0]
rows = []
for row in before:
    rows.append(tf.stack([one if float(one) > 0 else 0.0 * one for one in row]))
hidden_layer = tf.stack(rows)
output = hidden_layer @ weights[1] + biases[1]
print(output.numpy())
