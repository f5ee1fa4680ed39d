import tensorflow as tf

hidden_layer_weights = [[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]
out_weights = [[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]

weights = [
    tf.Variable(hidden_layer_weights, dtype=tf.float64),
    tf.Variable(out_weights, dtype=tf.float64),
]
biases = [tf.Variable(tf.zeros(3, tf.float64)), tf.Variable(tf.zeros(2, tf.float64))]
features = tf.constant(
    [[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]], tf.float64
)

hidden_layer = tf.nn.relu(tf.matmul(features, weights[0]) + biases[0])
output = tf.matmul(hidden_layer, weights[1]) + biases[1]
print(output.numpy())
