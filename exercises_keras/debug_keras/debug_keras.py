import numpy as np
from tensorflow import keras

# TODO: this script should train a network on pictures of digits and print how many it gets right in
# the end. It has ten faults. Find and fix them.

# Pictures of digits, 28 by 28 grey values from 0 to 255 each, and which digit it is
(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()

# Grey values from 0 to 1
images / 255.0
test_images = test_images / 255.0

# The pictures in any order, each with its label
images = images[np.random.permutation(len(images))]
labels = labels[np.random.permutation(len(labels))]

# 64 units with a ReLU, of which a fifth is dropped in training; a share for each digit
pictures = keras.Input(shape=(28, 28))
flat = keras.layers.Flatten()(pictures)
hidden = keras.layers.Dense(64)(pictures)
dropped = keras.layers.Dropout(0.8)(hidden)
scores = keras.layers.Dense(10, activation="relu")(dropped)
shares = keras.layers.Softmax(axis=0)(scores)
model = keras.Model(pictures, shares)

# Gradient descent with the rate 0.1, on all weights
model.layers[2].trainable = False
model.compile(
    optimizer=keras.optimizers.SGD(10.0),
    loss=keras.losses.CategoricalCrossentropy(),
    metrics=["accuracy"],
)
model.fit(images, labels, batch_size=64, epochs=5, verbose=2)

loss, accuracy = model.evaluate(test_images, test_labels, verbose=0)
print("test accuracy:", accuracy)
