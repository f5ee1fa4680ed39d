import tensorflow as tf
from tensorflow.keras import Model
from tensorflow.keras.layers import Dense, Dropout

hidden_layer_weights = [[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]
out_weights = [[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]
features = tf.constant([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])
keep_prob = tf.constant(0.5)


class Network(Model):
    def __init__(self, keep_prob):
        super().__init__()
        self.hidden = Dense(
            3, activation="relu", kernel_initializer=tf.constant_initializer(hidden_layer_weights)
        )
        self.dropout = Dropout(1 - keep_prob)
        self.out = Dense(2, kernel_initializer=tf.constant_initializer(out_weights))

    def call(self, x, training=False):
        x = self.hidden(x)
        x = self.dropout(x, training=training)
        return self.out(x)


model = Network(keep_prob)
logits = model(features, training=True)
print(logits)
