# Data sets of tf.data, the callback's own validation, and a checkpoint of model and optimizer.
import tensorflow as tf
from tensorflow import keras

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
EPOCHS, BATCH = 20, 50


def dataset(part):
    return tf.data.Dataset.from_tensor_slices((part.images, part.labels)).batch(BATCH)


def make():
    model = keras.models.Sequential()
    model.add(keras.layers.Dense(10, input_shape=(784,), kernel_initializer="zeros"))
    model.compile(
        loss=keras.losses.CategoricalCrossentropy(from_logits=True),
        optimizer=keras.optimizers.SGD(0.02),
        metrics=[keras.metrics.CategoricalAccuracy()],
    )
    return model


class Watch(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        if epoch % 10 == 0:
            print("validation accuracy", logs["val_categorical_accuracy"])


model = make()
train = dataset(mnist.train).shuffle(200)
model.fit(
    train, epochs=EPOCHS, validation_data=dataset(mnist.validation), callbacks=[Watch()], verbose=0
)
saved = tf.train.Checkpoint(model=model, optimizer=model.optimizer).save("./train_model.ckpt")

model = make()
tf.train.Checkpoint(model=model, optimizer=model.optimizer).restore(saved).expect_partial()
print(dict(zip(model.metrics_names, model.evaluate(dataset(mnist.test), verbose=0))))
