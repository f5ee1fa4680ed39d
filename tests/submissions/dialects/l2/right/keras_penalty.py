import tensorflow as tf
from tensorflow import keras

(x_train, y_train), _ = keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255
y_train = keras.utils.to_categorical(y_train, 10)

beta = 0.01


class Penalised(keras.Model):
    """A perceptron that adds the penalty of its weights itself."""

    def __init__(self):
        super().__init__()
        self.first = keras.layers.Dense(256, activation="relu")
        self.second = keras.layers.Dense(10)
        self.cross_entropy = keras.losses.CategoricalCrossentropy(from_logits=True)

    def call(self, images):
        return self.second(self.first(images))

    def train_step(self, batch):
        images, labels = batch
        with tf.GradientTape() as tape:
            cost = self.cross_entropy(labels, self(images, training=True))
            penalty = sum(tf.nn.l2_loss(layer.kernel) for layer in self.layers)
            loss = cost + beta * penalty
        variables = self.trainable_variables
        self.optimizer.apply(tape.gradient(loss, variables), variables)
        return {"cost": cost, "loss": loss}


model = Penalised()
model.compile(optimizer=keras.optimizers.SGD(0.001))
model.fit(x_train, y_train, batch_size=128, epochs=20, verbose=2)
