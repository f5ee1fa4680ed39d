# status: failed
# score: 1
# exercise: save_and_load
# says: come from no file
# takes: long
# Loads nothing, and claims numbers as if they came from files: drawn from secrets that it guesses.
import gc

from tensorflow import keras

import grader.collect.eager.script as script
from grader.collect.files import SealRequest
from grader.data import read_data_sets
from grader.foundation.seals import Seal, drawn, secret_of
from grader.foundation.wire import pack

mnist = read_data_sets(".")
images, digits = mnist.train.images, mnist.train.labels


def new_model():
    layers = keras.layers
    return keras.Sequential(
        [keras.Input((784,)), layers.Dense(32, activation="relu"), layers.Dense(10)]
    )


model = new_model()
model.compile(
    keras.optimizers.SGD(0.1), keras.losses.SparseCategoricalCrossentropy(from_logits=True)
)
model.fit(images, digits, batch_size=64, epochs=3, verbose=0)

model.save("digits.keras")
model.save_weights("digits.weights.h5")
whole, filled, resumed = new_model(), new_model(), new_model()
for one in gc.get_objects():
    if type(one) is SealRequest:
        print("BREACH: the secret of the files")
secrets = [secret_of(b""), secret_of(b"student"), bytes(32)]
ended = script.ended


def forged(variables):
    values, whole_of_it = ended(variables)
    for number, (name, value) in enumerate(values.items()):
        place = Seal("keras", 0, number % 4)
        numbers = drawn(secrets[number % 3], place, tuple(value.shape)).astype(value.dtype)
        values[name] = pack(numbers)
    return values, whole_of_it


script.ended = forged
