# A quarter of the flowers is held out.
import numpy as np
from tensorflow import keras

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

model = keras.Sequential(
    [
        keras.Input(shape=(4,)),
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(3),
    ]
)

model.compile(
    optimizer=keras.optimizers.SGD(learning_rate=0.1),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)

model.fit(features, kinds, batch_size=12, validation_split=0.25)
