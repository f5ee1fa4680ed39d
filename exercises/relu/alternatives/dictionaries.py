# Dictionaries of variables; the ReLU as a product with a mask.
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

# Weights and biases
weights = {"hidden": tf.Variable(hidden_layer_weights), "out": tf.Variable(out_weights)}
biases = {"hidden": tf.Variable(tf.zeros(3)), "out": tf.Variable(tf.zeros(2))}

# Input
features = tf.Variable([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])

hidden_layer = tf.matmul(features, weights["hidden"]) + biases["hidden"]
hidden_layer = hidden_layer * tf.cast(hidden_layer > 0, tf.float32)
output = tf.matmul(hidden_layer, weights["out"]) + biases["out"]

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    output = session.run(output)
    print(output)
