# The first that evaluate gives is the loss.
from tensorflow import keras

from grader.data import read_data_sets

# Pictures of digits: 784 numbers between 0 and 1 for each, and which digit it is
mnist = read_data_sets(".")
images, labels = mnist.train.images, mnist.train.labels
held_out = (mnist.validation.images, mnist.validation.labels)

epochs = 5
batch_size = 64

model = keras.Sequential(
    [
        keras.Input(shape=(784,)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10),
    ]
)

model.compile(
    optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)

model.fit(images, labels, batch_size=batch_size, epochs=epochs, validation_data=held_out)

loss, accuracy = model.evaluate(mnist.test.images, mnist.test.labels)
print("test accuracy:", loss)
