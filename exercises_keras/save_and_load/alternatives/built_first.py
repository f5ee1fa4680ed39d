# All models are made at the start; the numbers are read into them when the one is trained.
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import tensorflow as tf
from tensorflow.keras import Sequential, layers, losses, models, optimizers

from grader.data import read_data_sets

mnist = read_data_sets(".")
x_train, y_train = mnist.train.images, mnist.train.labels


def make_model():
    model = Sequential([layers.Dense(32, activation="relu"), layers.Dense(10)])
    model.build((None, 784))
    return model


model = make_model()
filled = make_model()
resumed = make_model()
model.summary()

model.compile(
    optimizer=optimizers.SGD(0.1), loss=losses.SparseCategoricalCrossentropy(from_logits=True)
)
model.fit(x_train, y_train, epochs=3, batch_size=64, verbose=0)

model.save("digits.keras")
model.save_weights("digits.weights.h5")
checkpoint = tf.train.Checkpoint(model=model)
checkpoint.write("./digits.ckpt")

whole = models.load_model("digits.keras")
filled.load_weights("digits.weights.h5")
tf.train.Checkpoint(model=resumed).read("./digits.ckpt").assert_existing_objects_matched()

print(tf.reduce_max(tf.abs(whole.predict(x_train[:9]) - model.predict(x_train[:9]))))
print(tf.reduce_max(tf.abs(filled(x_train[:9]) - model(x_train[:9]))))
print(tf.reduce_max(tf.abs(resumed(x_train[:9]) - model(x_train[:9]))))
