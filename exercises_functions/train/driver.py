"""Has a small network trained, and looks into the collections that are left behind."""

import os

import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

train = __import__("6-train").train

names = ("x", "y", "y_pred", "loss", "accuracy", "train_op")
draws = np.random.RandomState(arguments["seed"])
slopes = draws.normal(size=(arguments["nx"], arguments["classes"]))


def examples(rows):
    """Return inputs, and their labels by a rule that can be learned."""
    inputs = draws.normal(size=(rows, arguments["nx"])).astype(np.float32)
    return inputs, np.eye(arguments["classes"], dtype=np.float32)[(inputs @ slopes).argmax(1)]


x_train, y_train = examples(48)
x_valid, y_valid = examples(20)
turn = [tf.nn.tanh, tf.nn.sigmoid]
hidden = [turn[(arguments["first"] + number) % 2] for number in range(len(arguments["hidden"]))]
returned = train(
    x_train,
    y_train,
    x_valid,
    y_valid,
    [*arguments["hidden"], arguments["classes"]],
    [*hidden, None],
    arguments["alpha"],
    arguments["iterations"],
    save_path=arguments["path"],
)
collected = {name: tf.get_collection(name) for name in names}
saved = []
if isinstance(returned, str) and os.path.exists(f"{returned}.meta"):
    with open(f"{returned}.meta", "rb") as file:
        definition = tf.MetaGraphDef.FromString(file.read())
    saved = [name for name in names if name in definition.collection_def]
