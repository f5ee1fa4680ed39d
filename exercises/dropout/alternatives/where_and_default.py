# tf.where for the mask, and a placeholder that has a default.
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
weights = [tf.Variable(hidden_layer_weights), tf.Variable(out_weights)]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]

# Input
features = tf.Variable([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])

keep_prob = tf.placeholder_with_default(1.0, shape=[], name="keep_prob")

with tf.name_scope("hidden"):
    hidden_layer = tf.maximum(tf.matmul(features, weights[0]) + biases[0], 0.0)
    kept = tf.random_uniform([3, 3]) < keep_prob
    hidden_layer = tf.where(kept, hidden_layer / keep_prob, tf.zeros([3, 3]))
with tf.name_scope("out"):
    logits = hidden_layer @ weights[1] + biases[1]

with tf.Session() as session:
    tf.global_variables_initializer().run()
    print("everything kept:", logits.eval())
    print("half kept:", logits.eval({keep_prob: 0.5}))
