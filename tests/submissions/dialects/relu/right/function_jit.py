import tensorflow as tf

weights = [
    tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
    tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])


@tf.function(autograph=False)
def hidden(x):
    return tf.nn.relu(x @ weights[0] + biases[0])


hidden_layer = hidden(features)
output = tf.function(lambda h: h @ weights[1] + biases[1])(hidden_layer)
tf.print(output, summarize=-1)
print(output.numpy().tolist())
