# Layers added one by one, callbacks, several steps for one call, and percent.
from tensorflow import keras

from grader.data import read_data_sets

# Pictures of digits: 784 numbers between 0 and 1 for each, and which digit it is
mnist = read_data_sets(".")
images, labels = mnist.train.images, mnist.train.labels
held_out = (mnist.validation.images, mnist.validation.labels)

epochs = 5
batch_size = 64

model = keras.models.Sequential()
model.add(keras.layers.Dense(64, input_dim=784, activation=keras.activations.relu))
model.add(keras.layers.Dense(10, activation="linear"))
model.compile(
    optimizer=keras.optimizers.SGD(learning_rate=5e-2, momentum=9e-1, nesterov=False),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
    steps_per_execution=8,
)
stop = keras.callbacks.EarlyStopping(patience=epochs, restore_best_weights=True)
model.fit(
    images, labels, batch_size=batch_size, epochs=epochs, validation_data=held_out,
    callbacks=[stop], verbose=0,
)
_, accuracy = model.evaluate(mnist.test.images, mnist.test.labels, verbose=0)
print("Test accuracy: %.1f %%" % (100 * accuracy))
