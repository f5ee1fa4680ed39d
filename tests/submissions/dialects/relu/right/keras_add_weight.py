import tensorflow as tf

hidden_layer_weights = [[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]
out_weights = [[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]


class Linear(tf.keras.layers.Layer):
    def __init__(self, units, values, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.values = values
        self.activation = tf.keras.activations.get(activation)

    def build(self, input_shape):
        self.w = self.add_weight(
            shape=(input_shape[-1], self.units),
            initializer=tf.keras.initializers.Constant(self.values),
            name="w",
        )
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", name="b")

    def call(self, inputs):
        return self.activation(tf.matmul(inputs, self.w) + self.b)


class Network(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = Linear(3, hidden_layer_weights, "relu")
        self.out = Linear(2, out_weights)

    def call(self, inputs):
        return self.out(self.hidden(inputs))


features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
model = Network()
output = model(features)
print(output.numpy())
