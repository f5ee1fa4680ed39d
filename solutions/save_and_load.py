import tensorflow as tf
from tensorflow import keras

from grader.data import read_data_sets

# Pictures of digits, 784 numbers between 0 and 1 each, and which digit each of them is
mnist = read_data_sets(".")
images, digits = mnist.train.images, mnist.train.labels


def new_model():
    return keras.Sequential(
        [
            keras.Input(shape=(784,)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(10),
        ]
    )


cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model = new_model()
model.compile(keras.optimizers.SGD(0.1), cross_entropy)
model.fit(images, digits, batch_size=64, epochs=3)

# BEGIN SOLUTION
# TODO: write all of model into the file digits.keras, and read that file: whole
# STUB: whole = None
model.save("digits.keras")
whole = keras.models.load_model("digits.keras")
# END SOLUTION

# BEGIN SOLUTION
# TODO: write the weights of model alone into the file digits.weights.h5, and read them into a new
# model of the same form: filled
# STUB: filled = None
model.save_weights("digits.weights.h5")
filled = new_model()
filled.load_weights("digits.weights.h5")
# END SOLUTION

# BEGIN SOLUTION
# TODO: write model into a checkpoint of TensorFlow, digits.ckpt, and read that into a new model of
# the same form: resumed
# STUB: resumed = None
tf.train.Checkpoint(model=model).write("digits.ckpt")
resumed = new_model()
tf.train.Checkpoint(model=resumed).read("digits.ckpt").assert_existing_objects_matched()
# END SOLUTION
