import tensorflow as tf

features = tf.constant([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])
weights = [
    tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
    tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
keep_prob = tf.Variable(0.5)
generator = tf.random.Generator.from_non_deterministic_state()

hidden_layer = tf.nn.relu(tf.matmul(features, weights[0]) + biases[0])
# One trial for each unit: 1 with the probability keep_prob, else 0
kept = generator.binomial(shape=tf.shape(hidden_layer), counts=1.0, probs=keep_prob)
hidden_layer = hidden_layer * tf.cast(kept, tf.float32) / keep_prob
logits = tf.matmul(hidden_layer, weights[1]) + biases[1]
print(logits.numpy())
