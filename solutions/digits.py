from tensorflow import keras

from grader.data import read_data_sets

# Pictures of digits: 784 numbers between 0 and 1 for each, and which digit it is
mnist = read_data_sets(".")
images, labels = mnist.train.images, mnist.train.labels
held_out = (mnist.validation.images, mnist.validation.labels)

epochs = 5
batch_size = 64

# BEGIN SOLUTION
# TODO: a model, called model: 784 inputs, 64 units with a ReLU, 10 scores
# STUB: model = None
model = keras.Sequential(
    [
        keras.Input(shape=(784,)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10),
    ]
)
# END SOLUTION

# BEGIN SOLUTION
# TODO: compile it: gradient descent with rate 0.05 and momentum 0.9, cross-entropy, accuracy
model.compile(
    optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
# END SOLUTION

# BEGIN SOLUTION
# TODO: train it on images and labels; let fit measure it on held_out after each epoch
model.fit(images, labels, batch_size=batch_size, epochs=epochs, validation_data=held_out)
# END SOLUTION

# BEGIN SOLUTION
# TODO: measure it on mnist.test, and print the share of right answers
loss, accuracy = model.evaluate(mnist.test.images, mnist.test.labels, verbose=0)
print("test accuracy:", accuracy)
# END SOLUTION
