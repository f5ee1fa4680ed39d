import tensorflow as tf
from tensorflow.keras import layers

x = tf.constant([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])

net = tf.keras.Sequential(
    [
        layers.Input((4,)),
        layers.Dense(3, activation="relu", name="hidden_layer"),
        layers.Dropout(0.5),
        layers.Dense(2, name="output_layer"),
    ]
)
net.get_layer("hidden_layer").kernel.assign(
    [[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]
)
net.get_layer("output_layer").kernel.assign([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]])


@tf.function
def forward(batch):
    return net(batch, training=True)


logits = forward(x)
print(logits)
