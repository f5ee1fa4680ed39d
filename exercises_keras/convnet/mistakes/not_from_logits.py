# The loss is not told that it gets scores.
from tensorflow import keras

from grader.data import read_data_sets

# Pictures of digits, 28 by 28 numbers between 0 and 1 with one channel, and which digit it is
mnist = read_data_sets(".", reshape=False)
images, labels = mnist.train.images, mnist.train.labels

model = keras.Sequential(
    [
        keras.Input(shape=(28, 28, 1)),
        keras.layers.Conv2D(8, 3, padding="same", activation="relu"),
        keras.layers.MaxPooling2D(),
        keras.layers.Conv2D(12, 3, activation="relu"),
        keras.layers.MaxPooling2D(),
        keras.layers.Flatten(),
        keras.layers.Dense(10),
    ]
)

model.compile(
    optimizer=keras.optimizers.SGD(0.1),
    loss=keras.losses.SparseCategoricalCrossentropy(),
    metrics=["accuracy"],
)

model.fit(images, labels, batch_size=64, epochs=4)
