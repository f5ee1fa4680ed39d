import numpy as np
import tensorflow as tf

features = tf.Variable([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])
weights = [
    tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
    tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
keep_prob = tf.constant(0.5)

hidden_layer = tf.nn.relu(features @ weights[0] + biases[0])
hidden_layer = tf.nn.dropout(hidden_layer, rate=1 - keep_prob)
logits = hidden_layer @ weights[1] + biases[1]
print("logits:", np.round(logits, 3))
