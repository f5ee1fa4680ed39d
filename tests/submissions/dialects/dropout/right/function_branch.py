import tensorflow as tf

hidden_layer_weights = [[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]
out_weights = [[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]
weights = [tf.Variable(hidden_layer_weights), tf.Variable(out_weights)]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
features = tf.constant([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])
keep_prob = tf.constant(0.5)


@tf.function
def dropped(v):
    if keep_prob < 1.0:
        mask = tf.floor(keep_prob + tf.random.uniform(tf.shape(v)))
        return v * mask / keep_prob
    return v


hidden_layer = dropped(tf.nn.relu(features @ weights[0] + biases[0]))
logits = hidden_layer @ weights[1] + biases[1]
print(logits)
