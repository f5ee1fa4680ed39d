import tensorflow as tf

features = tf.constant([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])
weights = [
    tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
    tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]


def drop_out(x, keep_prob):
    mask = tf.cast(tf.random.uniform(tf.shape(x)) < keep_prob, x.dtype)
    return x * mask / keep_prob


@tf.function
def predict(features, keep_prob):
    hidden_layer = tf.nn.relu(tf.matmul(features, weights[0]) + biases[0])
    return tf.matmul(drop_out(hidden_layer, keep_prob), weights[1]) + biases[1]


def main():
    keep_prob = tf.Variable(0.5, trainable=False)
    logits = predict(features, keep_prob)
    for row in logits:
        print(*row.numpy())


main()
