# Resource variables: only eager execution is turned off; get_variable, name scopes.
import tensorflow.compat.v1 as tf

tf.disable_eager_execution()
tf.enable_resource_variables()

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
with tf.variable_scope("model"):
    weights = [
        tf.get_variable("w_hidden", initializer=hidden_layer_weights),
        tf.get_variable("w_out", initializer=out_weights),
    ]
    biases = [
        tf.get_variable("b_hidden", [3], initializer=tf.zeros_initializer()),
        tf.get_variable("b_out", [2], initializer=tf.random_normal_initializer(stddev=0.0)),
    ]

# Input
features = tf.Variable([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])

with tf.name_scope("hidden"):
    hidden_layer = tf.nn.relu(tf.nn.xw_plus_b(features, weights[0], biases[0]))
with tf.name_scope("out"):
    output = tf.nn.xw_plus_b(hidden_layer, weights[1], biases[1])

session = tf.Session()
session.run(tf.global_variables_initializer())
result = session.run({"output": output})
print("result:", result["output"].tolist())
session.close()
