# All in functions, with layers added one by one; eager, to look into it.
import numpy as np
from tensorflow.keras import Input, Sequential
from tensorflow.keras.layers import Activation, Dense
from tensorflow.keras.losses import CategoricalCrossentropy
from tensorflow.keras.optimizers import SGD

# Twelve flowers: length and width of two kinds of leaves, in centimetres
features = np.array(
    [
        [5.1, 3.5, 1.4, 0.2],
        [4.9, 3.0, 1.5, 0.2],
        [4.7, 3.2, 1.3, 0.3],
        [5.4, 3.9, 1.7, 0.4],
        [7.0, 3.2, 4.7, 1.4],
        [6.4, 3.1, 4.5, 1.5],
        [5.5, 2.3, 4.0, 1.3],
        [5.9, 3.0, 4.2, 1.6],
        [6.3, 3.3, 6.0, 2.5],
        [5.8, 2.7, 5.1, 1.9],
        [7.1, 3.1, 5.9, 2.1],
        [6.5, 2.8, 5.8, 2.2],
    ],
    dtype="float32",
)
# The kind of each: 0, 1 or 2
kinds = np.array([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2])

def build():
    model = Sequential(name="flowers")
    model.add(Input((4,)))
    model.add(Dense(8, kernel_initializer="he_normal"))
    model.add(Activation("relu"))
    model.add(Dense(3, activation="linear"))
    return model


def main():
    model = build()
    model.compile(
        optimizer=SGD(0.1),
        loss=CategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
        run_eagerly=True,
    )
    model.summary()
    model.fit(features, np.eye(3)[kinds], batch_size=len(features), epochs=1, verbose=2)


if __name__ == "__main__":
    main()
