import keras
import tensorflow as tf

(x_train, y_train), _ = keras.datasets.mnist.load_data()
x_train = x_train.reshape((-1, 784)) / 255.0


class Classifier(keras.Model):
    def train_step(self, data):
        images, labels = data
        with tf.GradientTape() as tape:
            predicted = self(images, training=True)
            loss = self.compute_loss(x=images, y=labels, y_pred=predicted)  # with the penalties
        weights = self.trainable_weights
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return {"loss": loss}


inputs = keras.Input((784,))
hidden = keras.layers.Dense(
    256, activation="relu", kernel_regularizer=keras.regularizers.l2(0.005)
)(inputs)
classifier = Classifier(
    inputs, keras.layers.Dense(10, kernel_regularizer=keras.regularizers.l2(0.005))(hidden)
)
classifier.compile(
    keras.optimizers.SGD(0.001), keras.losses.SparseCategoricalCrossentropy(from_logits=True)
)
classifier.fit(x_train, y_train, epochs=20, batch_size=64, verbose=2)
