# A class with a loop of its own over a tf.data.Dataset, in a function of TensorFlow.
import tensorflow as tf
from tensorflow import keras

(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
images, test_images = images / 255.0, test_images / 255.0


class Digits(keras.Model):
    def __init__(self):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.hidden = keras.layers.Dense(64, activation="relu")
        self.dropout = keras.layers.Dropout(0.2)
        self.out = keras.layers.Dense(10)

    def call(self, x, training=None):
        x = self.hidden(self.flatten(x))
        x = self.dropout(x, training=training)
        return tf.nn.softmax(self.out(x))


model = Digits()
loss_fn = keras.losses.SparseCategoricalCrossentropy()
optimizer = keras.optimizers.SGD(learning_rate=0.1)


@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x, training=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss


batches = tf.data.Dataset.from_tensor_slices((images.astype("float32"), labels))
batches = batches.shuffle(len(images)).batch(64)
for epoch in range(5):
    for x, y in batches:
        loss = train_step(x, y)
    print("epoch", epoch + 1, "loss", float(loss))

predictions = model(test_images.astype("float32"), training=False).numpy().argmax(axis=1)
print("test accuracy", (predictions == test_labels).mean())
