# The model divides the grey values itself; the softmax is an activation, the loss a name.
from tensorflow import keras
from tensorflow.keras import layers

(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()

model = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Rescaling(1.0 / 255),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dropout(0.2),
        layers.Dense(10, activation="softmax"),
    ]
)
model.summary()

sgd = keras.optimizers.SGD()
sgd.learning_rate = 0.1
model.compile(sgd, "sparse_categorical_crossentropy", metrics=["sparse_categorical_accuracy"])
model.fit(images, labels, epochs=5, batch_size=64, verbose=0)

test_loss, test_acc = model.evaluate(test_images, test_labels)
print(f"test accuracy {test_acc:.4f}")
