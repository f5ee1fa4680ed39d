# status: failed
# score: 0
# says: TensorFlow calls Python
# NumPy inside of a function of TensorFlow.
import numpy as np
import tensorflow as tf

weights = [
    tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
    tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])


@tf.function
def network(x):
    hidden = tf.numpy_function(lambda z: z * (z > 0), [x @ weights[0] + biases[0]], tf.float32)
    hidden = tf.ensure_shape(hidden, [None, 3])
    return hidden, hidden @ weights[1] + biases[1]


hidden_layer, output = network(features)
print(output.numpy())
