import tensorflow as tf

W1 = tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]], name="W1")
W2 = tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]], name="W2")
weights = [W1, W2]
biases = [tf.Variable([0.0] * 3, name="b1"), tf.Variable([0.0] * 2, name="b2")]
features = tf.constant([[1, 2, 3, 4], [-1, -2, -3, -4], [11, 12, 13, 14]], dtype=tf.float32)

a = features
outs = []
for i, (w, b) in enumerate(zip(weights, biases)):
    a = tf.linalg.matmul(a, w) + b
    if i < len(weights) - 1:
        a = tf.nn.relu(a)
    outs.append(a)
hidden_layer, output = outs
for row in output:
    print([round(float(v), 2) for v in row])
