from tensorflow import keras

from grader.data import read_data_sets

# Pictures of digits, 28 by 28 numbers between 0 and 1 with one channel, and which digit it is
mnist = read_data_sets(".", reshape=False)
images, labels = mnist.train.images, mnist.train.labels

# BEGIN SOLUTION
# TODO: a model, called model, of these parts in this order:
# - pictures of 28 by 28 with one channel
# - a convolution: 8 filters of 3 by 3, padded so that the size stays, with a ReLU
# - the largest of every 2 by 2
# - a convolution: 12 filters of 3 by 3, not padded, with a ReLU
# - the largest of every 2 by 2
# - all of it in one row, and 10 scores
# STUB: model = None
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
# END SOLUTION

# BEGIN SOLUTION
# TODO: compile it: gradient descent with the rate 0.1, cross-entropy of the scores, accuracy
model.compile(
    optimizer=keras.optimizers.SGD(0.1),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
# END SOLUTION

# BEGIN SOLUTION
# TODO: train it for 4 epochs in batches of 64
model.fit(images, labels, batch_size=64, epochs=4)
# END SOLUTION
