# fit writes the files itself after each epoch; the models are read when it has ended.
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)


def new_model():
    return keras.Sequential([layers.Input((784,)), layers.Dense(32, "relu"), layers.Dense(10)])


model = new_model()
model.compile(
    optimizer=keras.optimizers.SGD(0.1),
    loss=keras.losses.CategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(
    mnist.train.images,
    mnist.train.labels,
    batch_size=64,
    epochs=3,
    validation_data=(mnist.validation.images, mnist.validation.labels),
    callbacks=[
        keras.callbacks.ModelCheckpoint("digits.keras"),
        keras.callbacks.ModelCheckpoint("digits.weights.h5", save_weights_only=True),
    ],
)
saved = tf.train.Checkpoint(model=model)
path = saved.save("./digits.ckpt")

filled, resumed = new_model(), new_model()
whole = keras.models.load_model("digits.keras")
filled.load_weights("digits.weights.h5")
tf.train.Checkpoint(model=resumed).restore(tf.train.latest_checkpoint("."))

for name, one in {"whole": whole, "filled": filled, "resumed": resumed}.items():
    one.compile(loss=model.loss, metrics=["accuracy"])
    print(name, one.evaluate(mnist.test.images, mnist.test.labels, verbose=0))
