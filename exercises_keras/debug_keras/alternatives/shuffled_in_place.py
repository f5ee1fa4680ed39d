# Pictures and labels are shuffled where they are, both from the same state; the model is Sequential.
import numpy as np
from tensorflow import keras

# Pictures of digits, 28 by 28 grey values from 0 to 255 each, and which digit it is
(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()

# The pictures in any order, each with its label
state = np.random.get_state()
np.random.shuffle(images)
np.random.set_state(state)
np.random.shuffle(labels)

# Grey values from 0 to 1
images = images / 255
test_images = test_images / 255

# 64 units with a ReLU, of which a fifth is dropped in training; a share for each digit
model = keras.Sequential(
    [
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ]
)

# Gradient descent with the rate 0.1, on all weights
model.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(images, labels, batch_size=64, epochs=5, verbose=0)

print(f"right: {model.evaluate(test_images, test_labels, verbose=0)[1]:.1%}")
