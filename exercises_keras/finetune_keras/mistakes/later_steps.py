# A rate that falls.
from tensorflow import keras

from grader.data import read_data_sets

# Pictures of digits, 784 numbers between 0 and 1 each; 1 for a digit from 5 on, 0 for one below
mnist = read_data_sets(".")
images, large = mnist.train.images, (mnist.train.labels >= 5).astype("float32")

# A model that tells the ten digits apart, in a file beside this script: 784 inputs, a layer
# `strokes` of 32 units with a ReLU, a layer `digits` of ten shares
trained = keras.models.load_model("digits.keras")

strokes = trained.get_layer("strokes")
strokes.trainable = False
model = keras.Sequential([keras.Input(shape=(784,)), strokes, keras.layers.Dense(1)])

model.compile(keras.optimizers.SGD(keras.optimizers.schedules.InverseTimeDecay(0.1, 50, 1.0)), keras.losses.BinaryCrossentropy(from_logits=True))

model.fit(images, large, batch_size=64, epochs=5)
