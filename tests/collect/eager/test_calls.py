"""What is called after a script ran: models in both modes, functions, and a step of training."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

import msgspec
import numpy as np
import pytest
from recorded import claims_of, graph_of, handles_of

from grader.catalog import Exercise
from grader.foundation.roles import Calls
from grader.judge.checks import NotFound
from grader.judge.graph import Graph
from grader.pipeline import Grader

pytestmark = pytest.mark.slow

CALLS: Calls = {
    "model": {"x": (2,)},
    "train": {"x": (2,), "y": (3,)},
    "weighed": {"y": (), "share": ()},
}
DATA = """
import keras
images = np.random.default_rng(1).normal(size=(16, 2)).astype("float32")
labels = np.arange(16) % 3
one_hot = np.eye(3, dtype="float32")[labels]
"""
MODEL = (
    DATA
    + """
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])
loss = keras.losses.CategoricalCrossentropy(from_logits=True)
model.compile(keras.optimizers.SGD(0.5), loss, metrics=["accuracy"])
"""
)
SUBCLASS = (
    DATA
    + """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(3)

    def call(self, x):
        return self.out(x)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(y, self(x)))
        weights = self.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return {"loss": loss}

net = Net()
net.compile(keras.optimizers.SGD(0.5))
"""
)
LOOP = (
    DATA
    + """
net = keras.Sequential([keras.layers.Dense(3)])
optimizer = keras.optimizers.SGD(0.5)
for start in range(0, 16, 4):
    with tf.GradientTape() as tape:
        scores = net(images[start:start + 4], training=True)
        targets = tf.one_hot(labels[start:start + 4], 3)
        value = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(targets, scores))
    optimizer.apply_gradients(zip(tape.gradient(value, net.weights), net.weights))
"""
)
FUNCTION = (
    DATA
    + """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(3)

    def call(self, x):
        return self.out(x)

def main():
    net, optimizer = Net(), keras.optimizers.SGD(0.5)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    @tf.function
    def improve(x, y):
        with tf.GradientTape() as tape:
            value = loss(y, net(x, training=True))
        grads = tape.gradient(value, net.trainable_variables)
        optimizer.apply_gradients(zip(grads, net.trainable_variables))

    for x, y in tf.data.Dataset.from_tensor_slices((images, labels)).batch(4):
        improve(x, y)

main()
"""
)
WAYS = {
    "fit": MODEL + "model.fit(images, one_hot, batch_size=4, verbose=0)",
    "one batch": MODEL + "model.train_on_batch(images, one_hot)",
    "compiled alone": MODEL,
    "compiled for numbers": MODEL.replace("losses.", "losses.Sparse"),
    "eagerly": MODEL + "model.run_eagerly = True\nmodel.fit(images, one_hot, 4, verbose=0)",
    "several": MODEL.replace(', metrics=["accuracy"]', ", steps_per_execution=3")
    + "model.fit(images, one_hot, batch_size=3, verbose=0)",
    "numbers": MODEL.replace("losses.", "losses.Sparse") + "model.fit(images, labels, verbose=0)",
    "a dataset": MODEL
    + "model.fit(tf.data.Dataset.from_tensor_slices((images, one_hot)).batch(4), verbose=0)",
    "a step of its own": SUBCLASS + "net.fit(images, one_hot, batch_size=4, verbose=0)",
    "a loop": LOOP,
    "a loop over tensors": LOOP.replace("labels = np", "labels = tf.constant(np")
    .replace('16) % 3\none_hot = np.eye(3, dtype="float32")[labels]', "16) % 3)")
    .replace("for start", "images = tf.constant(images)\nfor start"),
    "a loop that picks": LOOP.replace("[start:start + 4]", "[some]")
    .replace("images[some]", "tf.gather(images, some)")
    .replace("labels[some]", "tf.gather(labels, some)")
    .replace("    with", "    some = np.random.permutation(16)[:4]\n    with"),
    "a mean of each row": LOOP.replace(
        "tf.nn.softmax_cross_entropy_with_logits(targets, scores)",
        "3 * tf.reduce_mean(-targets * tf.nn.log_softmax(scores), axis=1)",
    ),
    "a loop that flattens": LOOP.replace(
        "[keras.layers.Dense(3)]",
        "[keras.layers.Reshape((2, 1)), keras.layers.Flatten(), keras.layers.Dense(3)]",
    ),
    "clipped": FUNCTION.replace(
        "        optimizer.",
        "        grads, _ = tf.clip_by_global_norm(grads, 1e6)\n        optimizer.",
    ),
    "as large as": FUNCTION.replace("loss(y,", "loss(y + tf.zeros_like(y) - 1 + tf.ones_like(y),"),
    "a loop that drops": LOOP.replace("Dense(3)]", "Dense(3), keras.layers.Dropout(1e-9)]"),
    "a function": FUNCTION,
    "floats": FUNCTION.replace("images, labels", 'images, labels.astype("float32")'),
    "a loss of arrays": LOOP.replace(
        "tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(targets, scores))",
        "loss(targets, scores)",
    )
    .replace("tf.one_hot(labels[start:start + 4], 3)", "labels[start:start + 4]")
    .replace(
        "for start",
        "loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)\nfor start",
    ),
}
Opened = Callable[[str], AbstractContextManager[Graph]]


@pytest.fixture
def opened(grader: Grader, double: Exercise) -> Opened:
    """Return a function that runs a script and opens its graph."""
    exercise = replace(double, rules=msgspec.structs.replace(double.rules, calls=CALLS))

    @contextmanager
    def run(script: str) -> Iterator[Graph]:
        claims = claims_of(grader, exercise, script)
        with graph_of(grader, exercise, claims) as graph:
            yield graph

    return run


@pytest.mark.parametrize("script", WAYS.values(), ids=WAYS)
def test_one_step_is_the_same_however_it_is_written(opened: Opened, script: str) -> None:
    """A step of gradient descent on other rows than the script's moves the model as NumPy does."""
    rng = np.random.default_rng(5)
    x, weights = rng.normal(size=(7, 2)), rng.normal(size=(2, 3))
    y = np.eye(3)[rng.integers(3, size=7)]
    with opened(script) as graph:
        graph.assign({"model[0]": weights, "model[1]": [0.0, 0.0, 0.0]})
        np.testing.assert_allclose(graph.call("model@test", x=x), x @ weights, rtol=1e-5)
        graph.step("train", x=x, y=y)
        shares = np.exp(x @ weights)
        error = shares / shares.sum(axis=1, keepdims=True) - y
        np.testing.assert_allclose(
            graph.run("model[0]"), weights - 0.5 * x.T @ error / 7, rtol=1e-4, atol=1e-6
        )
        moved = graph.run("model.bias[0]")
        np.testing.assert_allclose(moved, -0.5 * error.mean(axis=0), rtol=1e-4, atol=1e-6)


def test_metrics_have_names(opened: Opened) -> None:
    """A step of `fit` tells loss and metrics of its batch, by name."""
    with opened(MODEL + "model.fit(images, one_hot, verbose=0)") as graph:
        graph.assign({"model[0]": np.zeros((2, 3)), "model[1]": [0.0, 1.0, 0.0]})
        told = graph.step("train", x=np.ones((4, 2)), y=np.eye(3)[[1, 1, 1, 0]])
    assert told["accuracy"] == 0.75
    assert told["loss"] == pytest.approx(np.log(2 + np.e) - 0.75)


LAYERS = """
import keras
model = keras.Sequential([
    keras.Input((2,)),
    keras.layers.Dense(300, kernel_initializer="ones"),
    keras.layers.BatchNormalization(momentum=0.5),
    keras.layers.Dropout(0.5),
])
"""


def test_a_model_is_called_in_both_modes(opened: Opened) -> None:
    """In training, other units are dropped in each call, and the averages move; else neither."""
    x = np.array([[1.0, 2.0], [3.0, 4.0]])
    with opened(LAYERS) as graph:
        calm = [graph.call("model@test", x=x) for _ in range(2)]
        assert graph.run("model.moving_mean[0]").tolist() == [0.0] * 300
        noisy = [graph.call("model@train", x=x) for _ in range(2)]
        assert (calm[0] == calm[1]).all()
        masks = [one != 0 for one in noisy]
        assert 0.35 < masks[0].mean() < 0.65
        assert (masks[0] != masks[1]).any()
        assert graph.run("model.moving_mean[0]").tolist() == [3.75] * 300  # of 5: half, again
        np.testing.assert_allclose(np.abs(noisy[0][masks[0]]), 2.0, rtol=1e-3)
        assert [len(graph.members(f"model{one}")) for one in ("", ".kernel", ".gamma")] == [6, 1, 1]


def test_a_function_is_called(opened: Opened) -> None:
    """A function of the script is computed for other arrays, though Python's `if` is in it."""
    script = """
    def weighed(y, share):
        if tf.reduce_sum(y) > 0:
            return y * share, y
        return -y * share, y
    print(weighed(tf.constant([1.0]), tf.constant([2.0])))
    """
    with opened(script) as graph:
        assert graph.call("weighed", y=[1.0, 2.0], share=[3.0, 3.0])[0].tolist() == [3.0, 6.0]
        assert graph.call("weighed", y=[-1.0], share=[3.0])[0].tolist() == [3.0]


def test_what_does_not_look_at_an_argument_says_so(opened: Opened) -> None:
    """A loop that is given no labels has none to be called with."""
    cross = "tf.nn.softmax_cross_entropy_with_logits(targets, scores)"
    script = LOOP.replace(cross, "scores ** 2").replace("        targets", "        # targets")
    with opened(script) as graph, pytest.raises(NotFound, match="does not depend on `y`"):
        graph.step("train", x=np.ones((4, 2)), y=np.eye(3)[[1, 1, 1, 0]])


def test_what_cannot_be_called_says_why(grader: Grader, double: Exercise) -> None:
    """What a model raises when it is called is claimed in place of its results."""
    exercise = replace(double, rules=msgspec.structs.replace(double.rules, calls=CALLS))
    script = DATA + "model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(3)])\n"
    script += "def fail(x):\n    raise ValueError('no such layer')\nmodel.call = fail\n"
    script += "def weighed(y, share):\n    raise TypeError('of all things')\nv = tf.zeros(1) + 1"
    held = handles_of(claims_of(grader, exercise, script))
    assert held["weighed"].kind == "uncalled"
    assert held["weighed"].name == "TypeError: of all things"


@pytest.mark.parametrize("honest", [True, False])
def test_a_model_that_is_right_only_when_traced_is_not_called(
    grader: Grader, double: Exercise, honest: bool
) -> None:
    """It gives the script other numbers: the handle in place of the model's says so."""
    script = f"""
    import keras

    class Net(keras.Model):
        def __init__(self):
            super().__init__()
            self.out, self.drop = keras.layers.Dense(3), keras.layers.Dropout(0.5)

        def call(self, x, training=False):
            result = self.drop(self.out(x), training=training)
            return result if {honest} or not tf.executing_eagerly() else 0.0 * result

    model = Net()
    model(np.ones((4, 2), "float32"))
    """
    exercise = replace(double, rules=msgspec.structs.replace(double.rules, calls=CALLS))
    held = handles_of(claims_of(grader, exercise, script))
    assert ("model@test" in held) is honest
    assert honest or "other numbers when TensorFlow traces it" in held["model"].name
