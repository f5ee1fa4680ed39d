import tensorflow as tf

hidden_layer_weights = [[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]
out_weights = [[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]

weights = [tf.Variable(hidden_layer_weights), tf.Variable(out_weights)]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])

# The lesson names it; TensorFlow 2 keeps it below compat.v1
linear = tf.compat.v1.nn.xw_plus_b
hidden_layer = tf.nn.relu(linear(features, weights[0], biases[0]))
output = linear(hidden_layer, weights[1], biases[1])
print(output)
