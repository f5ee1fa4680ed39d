# Layers of its own, that are given the weights of the file.
import numpy as np
from tensorflow import keras

from grader.data import read_data_sets

mnist = read_data_sets(".")
images, large = mnist.train.images, (mnist.train.labels >= 5).astype("float32")

trained = keras.models.load_model("digits.keras", compile=False)
weights, bias = trained.layers[0].get_weights()

model = keras.Sequential()
model.add(keras.layers.Dense(32, activation="relu", trainable=False))
model.add(keras.layers.Dense(1, kernel_initializer="zeros"))
model.build((None, 784))
model.layers[0].set_weights([weights, bias])

model.compile("sgd", keras.losses.BinaryCrossentropy(from_logits=True))
model.optimizer.learning_rate = 0.1
model.fit(images, large, batch_size=64, epochs=5, verbose=0)

scores = model.predict(mnist.test.images, verbose=0)[:, 0]
print("test accuracy", np.mean((scores > 0) == (mnist.test.labels >= 5)))
