"""Whole programs of TensorFlow 2, small: what was recorded of them is what NumPy says."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from textwrap import dedent

import msgspec
import numpy as np
import numpy.typing as npt
import pytest
from recorded import Recorded, claims_of, graph_of

from grader.catalog import Exercise
from grader.foundation.roles import ModelRoles
from grader.judge.graph import Graph
from grader.pipeline import Grader

pytestmark = pytest.mark.slow

ROLES = ModelRoles("x", ("w1", "w2"), ("b1", "b2"), ("hidden", "logits"), "y", "cost")
DATA = """
import keras
rows = np.random.default_rng(0).normal(size=(12, 4)).astype("float32")
digits = np.arange(12) % 3
"""
TWO_LAYERS = """
model = keras.Sequential(
    [keras.Input((4,)), keras.layers.Dense(5, activation="relu"), keras.layers.Dense(3)]
)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
"""
Floats = npt.NDArray[np.float64]


@pytest.fixture
def recorded(grader: Grader, double: Exercise) -> Iterator[Recorded]:
    """Return a function that runs a script and returns its graph; a model has the roles in it."""
    exercise = replace(double, rules=msgspec.structs.replace(double.rules, model=ROLES))
    with ExitStack() as stack:

        def run(script: str) -> Graph:
            claims = claims_of(grader, exercise, DATA + dedent(script))
            assert not [one for one in claims.notes if "cannot be called" in one], claims.notes
            return stack.enter_context(graph_of(grader, exercise, claims))

        yield run


def drawn(seed: int) -> dict[str, Floats]:
    """Return weights and biases of two layers."""
    rng = np.random.default_rng(seed)
    shapes = {"w1": (4, 5), "b1": (5,), "w2": (5, 3), "b2": (3,)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


def batch(seed: int) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Return images and digits, of another number of rows than any program has."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(7, 4)), rng.integers(0, 3, 7)


def logits_of(values: dict[str, Floats], x: Floats) -> Floats:
    """Return what two layers give."""
    hidden = np.maximum(x @ values["w1"] + values["b1"], 0)
    result: Floats = hidden @ values["w2"] + values["b2"]
    return result


def cost_of(values: dict[str, Floats], x: Floats, y: npt.NDArray[np.int64]) -> float:
    """Return the mean cross-entropy of two layers."""
    logits = logits_of(values, x)
    logits = logits - logits.max(axis=1, keepdims=True)
    chosen = logits[np.arange(len(y)), y] - np.log(np.exp(logits).sum(axis=1))
    return float(-chosen.mean())


def slopes(values: dict[str, Floats], x: Floats, y: npt.NDArray[np.int64]) -> dict[str, Floats]:
    """Return the gradient of the cost, by differences."""
    found = {}
    for name, array in values.items():
        slope = np.zeros_like(array)
        for at in np.ndindex(array.shape):
            ends = []
            for shift in (1e-6, -1e-6):
                moved = array.copy()
                moved[at] += shift
                ends.append(cost_of({**values, name: moved}, x, y))
            slope[at] = (ends[0] - ends[1]) / 2e-6
        found[name] = slope
    return found


def moved(graph: Graph, values: dict[str, Floats], seed: int) -> dict[str, Floats]:
    """Return how one step changes the weights on a batch."""
    graph.assign(values)
    x, y = batch(seed)
    graph.step([graph.handle("step()").name], {"x": x, "y": y})
    return {name: graph.run(name) - value for name, value in values.items()}


def share_off(found: dict[str, Floats], wanted: dict[str, Floats]) -> float:
    """Return the share of the changes that differ by more than a hundredth of the largest.

    The step of an Adam is the sign of a rounding error where the gradient is nearly 0, and no worse
    there if TensorFlow itself does it: so no step is judged by its worst element.
    """
    off = [
        np.abs(found[name] - wanted[name]) > 0.01 * np.abs(wanted[name]).max() for name in wanted
    ]
    return float(np.concatenate([one.ravel() for one in off]).mean())


def test_adam_by_hand(recorded: Recorded) -> None:
    """A loop with an Adam of Keras: its first step is as long for every weight, and so the rest."""
    graph = recorded(
        """
        w1, w2 = tf.Variable(tf.random.normal([4, 5])), tf.Variable(tf.random.normal([5, 3]))
        b1, b2 = tf.Variable(tf.zeros(5)), tf.Variable(tf.zeros(3))
        variables = [w1, b1, w2, b2]
        optimizer = keras.optimizers.Adam(0.01)
        for start in range(0, 12, 4):
            x, y = rows[start : start + 4], digits[start : start + 4]
            with tf.GradientTape() as tape:
                logits = tf.nn.relu(x @ w1 + b1) @ w2 + b2
                cost = tf.reduce_mean(
                    tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
                )
            optimizer.apply_gradients(zip(tape.gradient(cost, variables), variables))
        """
    )
    require_adam(graph)


def test_adam_of_a_model(recorded: Recorded) -> None:
    """The same of `compile("adam")` and `fit`."""
    graph = recorded(
        TWO_LAYERS
        + """
model.compile("adam", loss)
model.optimizer.learning_rate = 0.01
model.fit(rows, digits, batch_size=5, epochs=3, verbose=0)
"""
    )
    require_adam(graph)


def require_adam(graph: Graph) -> None:
    """Require three steps of an Adam, whose moments are carried from one to the next."""
    graph.initialise()
    values, mean, square = drawn(1), dict[str, Floats](), dict[str, Floats]()
    for step in range(1, 4):
        found, slope = moved(graph, values, step), slopes(values, *batch(step))
        wanted, plain = {}, {}
        for name, one in slope.items():
            mean[name] = 0.9 * mean.get(name, 0.0) + 0.1 * one
            square[name] = 0.999 * square.get(name, 0.0) + 0.001 * one**2
            rate = 0.01 * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
            wanted[name] = -rate * mean[name] / (np.sqrt(square[name]) + 1e-7)
            plain[name] = -0.01 * np.sign(one)
        assert share_off(found, wanted) < 0.05
        assert step == 1 or share_off(found, plain) > 0.2  # it is not the first step again
        values = {name: graph.run(name).astype(np.float64) for name in values}


def test_momentum_of_a_train_step_of_its_own(recorded: Recorded) -> None:
    """A `train_step` that says itself what is done with the gradients, and with the metrics."""
    graph = recorded(
        """
class Own(keras.Model):
    def train_step(self, data):
        images, labels = data
        with tf.GradientTape() as tape:
            guess = self(images, training=True)
            total = self.compute_loss(x=images, y=labels, y_pred=guess)
        self.optimizer.apply(tape.gradient(total, self.trainable_weights), self.trainable_weights)
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(total)
            else:
                metric.update_state(labels, guess)
        return {metric.name: metric.result() for metric in self.metrics}


inputs = keras.Input((4,))
between = keras.layers.Dense(5, activation="relu")(inputs)
model = Own(inputs, keras.layers.Dense(3)(between))
model.compile(
    keras.optimizers.SGD(0.1, momentum=0.5),
    keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
data = tf.data.Dataset.from_tensor_slices((rows, digits)).shuffle(12).batch(5).prefetch(1)
model.fit(data, epochs=3, verbose=0)
"""
    )
    graph.initialise()
    values, speed = drawn(2), dict[str, Floats]()
    for step in range(3):
        slope = slopes(values, *batch(step))
        speed = {name: 0.5 * speed.get(name, 0.0) - 0.1 * one for name, one in slope.items()}
        assert share_off(moved(graph, values, step), speed) == 0
        values = {name: graph.run(name).astype(np.float64) for name in values}


def test_a_loss_that_a_layer_adds(recorded: Recorded) -> None:
    """`add_loss` is in the step, though not in the cost with which the model was compiled."""
    graph = recorded(
        """
class Penalised(keras.layers.Dense):
    def call(self, x):
        self.add_loss(0.3 * tf.nn.l2_loss(self.kernel))
        return super().call(x)


model = keras.Sequential(
    [keras.Input((4,)), Penalised(5, activation="relu"), keras.layers.Dense(3)]
)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(keras.optimizers.SGD(0.1), loss)
model.fit(rows, digits, batch_size=5, epochs=3, verbose=0)
"""
    )
    values = drawn(3)
    slope = slopes(values, *batch(3))
    slope["w1"] = slope["w1"] + 0.3 * values["w1"]
    wanted = {name: -0.1 * one for name, one in slope.items()}
    assert share_off(moved(graph, values, 3), wanted) == 0
    graph.assign(values)
    cost = graph.run("cost", dict(zip(("x", "y"), batch(3), strict=True)))
    assert np.allclose(
        cost, cost_of(values, *batch(3)) + 0.15 * (values["w1"] ** 2).sum(), rtol=1e-4
    )


def test_dropout_callbacks_and_probabilities(recorded: Recorded) -> None:
    """What a model is judged by is what it gives without training, whatever `fit` did around it."""
    graph = recorded(
        """
inputs = keras.Input((4,))
between = keras.layers.Dense(5, activation="relu", kernel_regularizer="l2")(inputs)
between = keras.layers.Dropout(0.5)(between)
model = keras.Model(inputs, keras.layers.Dense(3, activation="softmax")(between))
model.compile("rmsprop", "categorical_crossentropy", metrics=["accuracy"])
kept = keras.callbacks.ModelCheckpoint("best.weights.h5", save_weights_only=True)
stop = keras.callbacks.EarlyStopping(patience=1, restore_best_weights=True)
labels = keras.utils.to_categorical(digits, 3)
given = dict(validation_split=0.25, callbacks=[kept, stop], verbose=0)
model.fit(rows, labels, batch_size=4, epochs=4, **given)
model.load_weights("best.weights.h5")
result = model.evaluate(rows, labels, verbose=0)
"""
    )
    values, (x, y) = drawn(4), batch(4)
    graph.assign(values)
    powers = np.exp(logits_of(values, x))
    got = graph.run("logits", {"x": x})
    assert np.allclose(got, powers / powers.sum(axis=1, keepdims=True), rtol=1e-4, atol=1e-6)
    cost = graph.run("cost", {"x": x, "y": np.eye(3)[y]})
    penalty = 0.01 * (values["w1"] ** 2).sum()
    assert np.allclose(cost, cost_of(values, x, y) + penalty, rtol=1e-4)


def test_a_class_with_dropout_and_a_loop(recorded: Recorded) -> None:
    """A subclassed model, a loop in a `tf.function`, and metrics that count beside it."""
    graph = recorded(
        """
class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.first = keras.layers.Dense(5, activation="relu")
        self.dropout = keras.layers.Dropout(0.4)
        self.second = keras.layers.Dense(3)

    def call(self, x, training=False):
        x = self.dropout(self.first(self.flatten(x)), training=training)
        return self.second(x)


model = Classifier()
loss_object = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = keras.optimizers.Adam()
mean, right = keras.metrics.Mean(), keras.metrics.SparseCategoricalAccuracy()


@tf.function
def train(x, y):
    with tf.GradientTape() as tape:
        predictions = model(x, training=True)
        cost = loss_object(y, predictions)
    gradients = tape.gradient(cost, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    mean(cost)
    right(y, predictions)


for epoch in range(2):
    mean.reset_state()
    for images, labels in tf.data.Dataset.from_tensor_slices((rows, digits)).batch(5):
        train(images, labels)
    print(epoch, mean.result(), right.result())
"""
    )
    values, (x, y) = drawn(5), batch(5)
    graph.assign(values)
    draws = graph.run("predictions", {"x": x, "y": y}, times=400)
    # Two of 400 masks are sometimes equal, as only units that are not zero show in them.
    assert len({draw.tobytes() for draw in draws}) > 300
    # Units are dropped before a layer that is linear: in the middle it gives what it gives else.
    error = draws.mean(axis=0) - logits_of(values, x)
    assert (np.abs(error) <= 6 * draws.std(axis=0) / 20 + 1e-4).all()
