# status: passed
# score: 10
# AutoGraph's loops and branches decide in the graph, for any rows.
import numpy as np
import tensorflow as tf

weights = [
    tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
    tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])


@tf.function
def rectified(values):
    rows = tf.TensorArray(values.dtype, size=0, dynamic_size=True)
    number = 0
    for row in values:
        if tf.reduce_any(row > 0):
            row = row * tf.cast(row > 0, row.dtype)
        else:
            row = tf.zeros_like(row)
        rows = rows.write(number, row)
        number += 1
    return rows.stack()


hidden_layer = rectified(features @ weights[0] + biases[0])
output = hidden_layer @ weights[1] + biases[1]
print(output.numpy())
