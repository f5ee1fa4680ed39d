from dataclasses import dataclass
from typing import Any

import tensorflow as tf


@dataclass
class Model:
    weights: Any
    biases: Any
    features: Any
    hidden_layer: Any = None
    output: Any = None


model = Model(
    [tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]), tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]])],
    [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))],
    tf.Variable([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]]),
)
model.hidden_layer = tf.nn.relu(tf.matmul(model.features, model.weights[0]) + model.biases[0])
model.output = tf.matmul(model.hidden_layer, model.weights[1]) + model.biases[1]
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print(session.run(model.output))
