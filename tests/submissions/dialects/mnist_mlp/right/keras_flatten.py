import keras
import tensorflow as tf

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, x_test = x_train.astype("float32") / 255, x_test.astype("float32") / 255
y_train = keras.utils.to_categorical(y_train, 10)
y_test = keras.utils.to_categorical(y_test, 10)

inputs = keras.Input(shape=(28, 28))
h = keras.layers.Flatten()(inputs)
h = keras.layers.Dense(256)(h)
h = keras.layers.ReLU()(h)
outputs = keras.layers.Dense(10, name="out")(h)
net = keras.Model(inputs, outputs)

train = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(1000).batch(100)
net.compile(
    keras.optimizers.SGD(0.001),
    keras.losses.CategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)


class Report(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        print(f"epoch {epoch + 1}: {logs['loss']:.4f}")


net.fit(train, epochs=20, verbose=0, callbacks=[Report()], validation_data=(x_test, y_test))
print(net.evaluate(x_test, y_test, verbose=0))
