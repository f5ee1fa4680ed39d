import tensorflow as tf

hidden_layer_weights = [[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]
out_weights = [[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]

weights = [tf.Variable(hidden_layer_weights), tf.Variable(out_weights)]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
features = tf.constant([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])
keep_prob = tf.constant(0.5)


@tf.function
def hidden(x):
    return tf.nn.relu(tf.matmul(x, weights[0]) + biases[0])


@tf.function
def out(h, keep):
    return tf.matmul(tf.nn.dropout(h, rate=1 - keep), weights[1]) + biases[1]


hidden_layer = hidden(features)
logits = out(hidden_layer, keep_prob)
print(logits.numpy().tolist())
