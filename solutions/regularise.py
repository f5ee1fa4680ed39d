import numpy as np
from tensorflow import keras

# Sixty people: twenty measurements of each, most of which mean nothing, and one of three groups
drawn = np.random.default_rng(3)
groups = drawn.integers(3, size=60)
measured = drawn.normal(size=(60, 20)).astype("float32")
measured[:, :3] += np.eye(3, dtype="float32")[groups]

# BEGIN SOLUTION
# TODO: a model, called model, of these parts in this order:
# - 20 inputs, and 64 units whose weights have an L2 penalty with the factor 0.01
# - batch normalisation, and then a ReLU
# - dropout, which drops 40 % of the units
# - 3 scores
# STUB: model = None
model = keras.Sequential(
    [
        keras.Input(shape=(20,)),
        keras.layers.Dense(64, kernel_regularizer=keras.regularizers.L2(0.01)),
        keras.layers.BatchNormalization(),
        keras.layers.ReLU(),
        keras.layers.Dropout(0.4),
        keras.layers.Dense(3),
    ]
)
# END SOLUTION

# BEGIN SOLUTION
# TODO: compile it: gradient descent with the rate 0.1 and the cross-entropy of the scores
model.compile(
    optimizer=keras.optimizers.SGD(0.1),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
)
# END SOLUTION

# BEGIN SOLUTION
# TODO: train it for 20 epochs, in batches of 20
model.fit(measured, groups, batch_size=20, epochs=20, verbose=0)
# END SOLUTION
