# A constant input, an interactive session, a helper function, dictionaries.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

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
features = tf.constant([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])


def layer(values, name):
    return tf.nn.bias_add(tf.matmul(values, weights[name]), biases[name])


def dropout(values, keep):
    """Divide what is kept by the chance of keeping it."""
    noise = tf.random_uniform(tf.shape(values), dtype=values.dtype)
    return tf.div(values, keep) * tf.cast(tf.less_equal(noise, keep), tf.float32)


keep_prob = tf.placeholder("float")
hidden_layer = dropout(tf.nn.relu(layer(features, "hidden")), keep_prob)
logits = layer(hidden_layer, "out")

session = tf.InteractiveSession()
session.run(tf.initialize_all_variables())
result = logits.eval(feed_dict={keep_prob: 0.5})
print("\n".join(f"{a:7.3f} {b:7.3f}" for a, b in result))
