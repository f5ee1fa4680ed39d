# status: failed
# score: 7
# says: which changes while the graph is run
# Training goes on after the output, and every step is kept: as in TensorFlow 1, an output of a network that is trained beside it is not steady.
import numpy as np
import tensorflow as tf

weights = [
    tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
    tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
hidden_layer = tf.nn.relu(features @ weights[0] + biases[0])
output = hidden_layer @ weights[1] + biases[1]
print(output.numpy())
target, kept, biggest = tf.zeros([3, 2]), [], 0.0
for step in range(400):
    with tf.GradientTape() as tape:
        guess = tf.nn.relu(features @ weights[0] + biases[0]) @ weights[1] + biases[1]
        error = tf.reduce_mean(tf.square(guess - target))
    for one, slope in zip([*weights, *biases], tape.gradient(error, [*weights, *biases])):
        one.assign_sub(0.0001 * slope)
    kept.append((guess, error))
print(kept[-1][1].numpy())
