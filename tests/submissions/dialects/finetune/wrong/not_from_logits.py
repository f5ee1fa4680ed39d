import tensorflow as tf
from tensorflow import keras

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=False)

inputs = keras.Input((784,))
hidden = keras.layers.Dense(256, activation="relu", trainable=False)
head = keras.layers.Dense(2)
model = keras.Model(inputs, head(hidden(inputs)))
hidden.set_weights(
    [tf.train.load_variable("./pretrained.ckpt", f"hidden_layer/{n}") for n in ("weights", "bias")]
)
model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(mnist.train.images, mnist.train.labels % 2, batch_size=128, epochs=5, verbose=0)
print(model.evaluate(mnist.validation.images, mnist.validation.labels % 2, verbose=0))
