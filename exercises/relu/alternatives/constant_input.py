# A constant input, an explicit graph, a seed, and the ReLU written with tf.where.
import sys

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

output = None
hidden_layer_weights = [
    [0.1, 0.2, 0.4],
    [0.4, 0.6, 0.6],
    [0.5, 0.9, 0.1],
    [0.8, 0.2, 0.8],
]
out_weights = [
    [0.1, 0.6],
    [0.2, 0.1],
    [0.7, 0.9],
]

graph = tf.Graph()
with graph.as_default():
    tf.set_random_seed(7)
    features = tf.constant([[1.0, 2, 3, 4], [-1, -2, -3, -4], [11, 12, 13, 14]])
    weights = [tf.Variable(hidden_layer_weights), tf.Variable(out_weights)]
    biases = [tf.Variable(tf.zeros([1, 3])), tf.Variable(tf.zeros([1, 2]))]
    before = tf.matmul(features, weights[0]) + biases[0]
    hidden_layer = tf.where(before > 0, before, tf.zeros_like(before))
    output = biases[1] + tf.matmul(hidden_layer, weights[1])
    init = tf.global_variables_initializer()

with tf.Session(graph=graph) as session:
    session.run(init)
    values = session.run(output)
    for (a, b) in values:
        print(f"{a:8.3f} {b:8.3f}")
sys.exit(0)
