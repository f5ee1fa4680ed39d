# The pictures are divided, and the model does it again.
import numpy as np
from tensorflow import keras

# Pictures of digits, 28 by 28 grey values from 0 to 255 each, and which digit it is
(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()

# Grey values from 0 to 1
images = images / 255.0
test_images = test_images / 255.0

# The pictures in any order, each with its label
order = np.random.permutation(len(images))
images = images[order]
labels = labels[order]

# 64 units with a ReLU, of which a fifth is dropped in training; a share for each digit
pictures = keras.Input(shape=(28, 28))
flat = keras.layers.Flatten()(keras.layers.Rescaling(1 / 255)(pictures))
hidden = keras.layers.Dense(64, activation="relu")(flat)
dropped = keras.layers.Dropout(0.2)(hidden)
scores = keras.layers.Dense(10)(dropped)
shares = keras.layers.Softmax()(scores)
model = keras.Model(pictures, shares)

# Gradient descent with the rate 0.1, on all weights
model.compile(
    optimizer=keras.optimizers.SGD(0.1),
    loss=keras.losses.SparseCategoricalCrossentropy(),
    metrics=["accuracy"],
)
model.fit(images, labels, batch_size=64, epochs=5, verbose=2)

loss, accuracy = model.evaluate(test_images, test_labels, verbose=0)
print("test accuracy:", accuracy)
