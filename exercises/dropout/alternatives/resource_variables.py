# Resource variables from get_variable in a graph of its own; features are fed.
import tensorflow.compat.v1 as tf

tf.disable_eager_execution()
tf.enable_resource_variables()

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
    features = tf.placeholder(tf.float32, [None, 4])
    keep_prob = tf.placeholder(tf.float32)
    with tf.variable_scope("model"):
        weights = [
            tf.get_variable("w1", initializer=hidden_layer_weights),
            tf.get_variable("w2", initializer=out_weights),
        ]
        biases = [tf.get_variable("b1", [1, 3], initializer=tf.zeros_initializer()), None]
        biases[1] = tf.get_variable("b2", [1, 2], initializer=tf.zeros_initializer())
    hidden_layer = tf.nn.relu(tf.matmul(features, weights[0]) + biases[0])
    dropped = tf.nn.dropout(hidden_layer, keep_prob=keep_prob)
    logits = tf.matmul(dropped, weights[1]) + biases[1]

rows = [[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]]
with tf.Session(graph=graph) as session:
    with graph.as_default():
        session.run(tf.global_variables_initializer())
    for number in range(3):
        print(number, session.run(logits, feed_dict={features: rows, keep_prob: 0.5}))
