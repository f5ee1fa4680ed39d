import numpy as np
from tensorflow import keras

# Sixty people: twenty measurements of each, most of which mean nothing, and one of three groups
drawn = np.random.default_rng(3)
groups = drawn.integers(3, size=60)
measured = drawn.normal(size=(60, 20)).astype("float32")
measured[:, :3] += np.eye(3, dtype="float32")[groups]

# TODO: a model, called model, of these parts in this order:
# - 20 inputs, and 64 units whose weights have an L2 penalty with the factor 0.01
# - batch normalisation, and then a ReLU
# - dropout, which drops 40 % of the units
# - 3 scores
model = None

# TODO: compile it: gradient descent with the rate 0.1 and the cross-entropy of the scores

# TODO: train it for 20 epochs, in batches of 20
