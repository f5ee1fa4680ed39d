import numpy as np
import tensorflow as tf

print(tf.__version__)

weights = [
    tf.Variable(
        np.array(
            [[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]], dtype=np.float32
        )
    ),
    tf.Variable(np.array([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]], dtype=np.float32)),
]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
features = np.array([[1, 2, 3, 4], [-1, -2, -3, -4], [11, 12, 13, 14]], dtype=np.float32)

hidden_layer = tf.maximum(features @ weights[0] + biases[0], 0)
logits = hidden_layer @ weights[1] + biases[1]
print("Output:", logits.numpy())
