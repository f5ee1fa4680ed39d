# Right: layers whose activation and biases are given by name, as Keras' are.
# verdict: right
import numpy as np
import tensorflow as tf

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

features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
hidden_layer = tf.layers.dense(
    features, 3, activation="relu", bias_initializer="zeros", name="hidden"
)
output = tf.layers.dense(hidden_layer, 2, activation="linear", name="out")

with tf.variable_scope("", reuse=True):
    weights = [tf.get_variable("hidden/kernel"), tf.get_variable("out/kernel")]
    biases = [tf.get_variable("hidden/bias"), tf.get_variable("out/bias")]

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    for variable, value in zip(weights, (hidden_layer_weights, out_weights)):
        variable.load(np.array(value), session)
    print(session.run(output))
