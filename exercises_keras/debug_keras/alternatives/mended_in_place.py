# The listing with as little changed as can be: labels shuffled by one seed, the frozen layer freed.
import numpy as np
from tensorflow import keras

# Pictures of digits, 28 by 28 grey values from 0 to 255 each, and which digit it is
(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()

# Grey values from 0 to 1
images = images.astype("float32")
images /= 255.0
test_images = test_images / 255.0

# The pictures in any order, each with its label
images = images[np.random.RandomState(7).permutation(len(images))]
labels = labels[np.random.RandomState(7).permutation(len(labels))]
labels = keras.utils.to_categorical(labels)
test_labels = keras.utils.to_categorical(test_labels)

# 64 units with a ReLU, of which a fifth is dropped in training; a share for each digit
pictures = keras.Input(shape=(28, 28))
flat = keras.layers.Flatten()(pictures)
hidden = keras.layers.ReLU()(keras.layers.Dense(64)(flat))
dropped = keras.layers.Dropout(0.2)(hidden)
scores = keras.layers.Dense(10)(dropped)
shares = keras.layers.Softmax(axis=1)(scores)
model = keras.Model(pictures, shares)

# Gradient descent with the rate 0.1, on all weights
model.layers[2].trainable = True
model.compile(
    optimizer=keras.optimizers.SGD(0.1),
    loss=keras.losses.CategoricalCrossentropy(from_logits=False),
    metrics=["accuracy"],
)
model.fit(images, labels, batch_size=64, epochs=5, verbose=2)

predicted = model.predict(test_images).argmax(axis=-1)
print("test accuracy:", np.mean(predicted == test_labels.argmax(axis=-1)))
