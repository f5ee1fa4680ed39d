import tensorflow as tf

weights = {
    0: tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
    1: tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
}
biases = {0: tf.Variable(tf.zeros(3)), 1: tf.Variable(tf.zeros(2))}
features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])


@tf.function
def model(x):
    h = tf.nn.relu(tf.matmul(x, weights[0]) + biases[0])
    return h, tf.matmul(h, weights[1]) + biases[1]


hidden_layer, output = model(features)
print(output.numpy())
