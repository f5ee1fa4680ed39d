import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

(x_train, y_train), _ = keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255
y_train = keras.utils.to_categorical(y_train, 10)

inputs = keras.Input((784,))
h = layers.Dense(256, activation="relu")(inputs)
h = layers.Dense(128, activation="relu")(h)
model = keras.Model(inputs, layers.Dense(10)(h))
model.compile(keras.optimizers.SGD(learning_rate=0.001), loss="categorical_crossentropy")
history = model.fit(x_train, y_train, batch_size=128, epochs=20, verbose=0)
print("loss at the end", history.history["loss"][-1])
