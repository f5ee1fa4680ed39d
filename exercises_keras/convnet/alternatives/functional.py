# A functional model with names, one-hot labels, a loss by its name and its arguments.
from tensorflow import keras

from grader.data import read_data_sets

# Pictures of digits, 28 by 28 numbers between 0 and 1 with one channel, and which digit it is
mnist = read_data_sets(".", reshape=False)
images, labels = mnist.train.images, mnist.train.labels

from tensorflow.keras import layers
from tensorflow.keras.utils import to_categorical

inputs = layers.Input(shape=(28, 28, 1), name="picture")
x = layers.Conv2D(filters=8, kernel_size=(3, 3), padding="SAME", name="edges")(inputs)
x = layers.Activation("relu")(x)
x = layers.MaxPool2D(pool_size=(2, 2))(x)
x = layers.Conv2D(filters=12, kernel_size=(3, 3), strides=(1, 1), activation="relu")(x)
x = layers.MaxPool2D(pool_size=(2, 2), strides=2)(x)
x = layers.Reshape((-1,))(x)
outputs = layers.Dense(10, name="scores")(x)
model = keras.Model(inputs, outputs, name="digits")

loss = keras.losses.CategoricalCrossentropy(from_logits=True)
model.compile(loss=loss, optimizer=keras.optimizers.SGD(learning_rate=0.1), metrics=["accuracy"])
model.fit(images, to_categorical(labels, num_classes=10), batch_size=64, epochs=4, verbose=2)
