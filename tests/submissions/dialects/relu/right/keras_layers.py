import numpy as np
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Activation, Dense, Input

X = np.array([[1, 2, 3, 4], [-1, -2, -3, -4], [11, 12, 13, 14]], np.float32)
W1 = np.array([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]], np.float32)
W2 = np.array([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]], np.float32)

model = Sequential()
model.add(Input((4,)))
model.add(Dense(3))
model.add(Activation("relu"))
model.add(Dense(2, activation="linear"))
model.build()
model.layers[0].kernel.assign(W1)
model.layers[2].kernel.assign(W2)
print(model(X).numpy())
