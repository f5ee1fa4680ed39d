import numpy as np
import tensorflow as tf


class ReluNetwork:
    def __init__(self):
        self.model = tf.keras.models.Sequential(
            [
                tf.keras.layers.InputLayer(shape=(4,)),
                tf.keras.layers.Dense(
                    3,
                    use_bias=True,
                    kernel_initializer=tf.keras.initializers.Constant(
                        [[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]
                    ),
                ),
                tf.keras.layers.ReLU(),
                tf.keras.layers.Dense(
                    2,
                    kernel_initializer=tf.keras.initializers.Constant(
                        [[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]
                    ),
                ),
            ]
        )

    def forward(self, x):
        return self.model.predict(x)


features = np.array([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
net = ReluNetwork()
output = net.forward(features)
print(output)
