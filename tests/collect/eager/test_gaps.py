"""Where a script leaves TensorFlow: the places are found, and nothing else is."""

from textwrap import dedent

import pytest
from recorded import claims_of, graph_of, handles_of

from grader.catalog import Exercise
from grader.collect.claims import Gap
from grader.pipeline import Grader

pytestmark = pytest.mark.slow


def gaps(grader: Grader, exercise: Exercise, script: str) -> list[tuple[str, int, str]]:
    """Return the gaps of a script, lines counted from its own first one."""
    found: tuple[Gap, ...] = claims_of(grader, exercise, script).gaps
    return [(one.kind, one.line - 2, one.function) for one in found]


def test_numpy_on_a_tensor_is_found(grader: Grader, double: Exercise) -> None:
    """What NumPy made of a tensor, and TensorFlow was given again, is told with its line."""
    script = (
        "x = tf.constant([1.0, -2.0])\nw = [tf.Variable(2.0)]\n"
        "h = np.maximum(x * w[0], 0)\ny = h * w[0]\n"
    )
    assert gaps(grader, double, script) == [("numpy", 3, "np.maximum")]


@pytest.mark.parametrize(
    "lines",
    [
        "h = tf.multiply(x, w[0])\nh = np.maximum(h, 0)",
        "h = tf.multiply(x, w[0])\nh = np.maximum(h.numpy(), 0)",
        "a = (x * w[0]).numpy()\nh = np.maximum(a, 0)",
    ],
    ids=["again", "numpy-again", "array"],
)
def test_numpy_is_found_under_a_name_that_meant_a_tensor(
    grader: Grader, double: Exercise, lines: str
) -> None:
    """So it is where the name is bound again, or where a name holds what `.numpy()` gave."""
    script = f"x = tf.constant([1.0, -2.0])\nw = [tf.Variable(2.0)]\n{lines}\ny = h * w[0]\n"
    assert gaps(grader, double, script) == [("numpy", 4, "np.maximum")]


def test_numpy_on_data_is_nothing_to_tell(grader: Grader, double: Exercise) -> None:
    """Data that is made ready in NumPy, and bound again, comes from no tensor."""
    script = (
        "a = np.array([1.0, -2.0], np.float32)\na = np.maximum(a, 0)\n"
        "y = tf.constant(a) * tf.Variable(2.0)\n"
    )
    assert gaps(grader, double, script) == []


def test_a_number_that_numpy_computed_is_found(grader: Grader, double: Exercise) -> None:
    """One of a tensor's numbers that TensorFlow was given in some pass is told, and no rate."""
    script = """
slopes, rate = [tf.Variable([3.0, 4.0]) * 1.0], np.float64(0.5)
for size in (1.0, 9.0):
    norm = np.sqrt(sum(np.sum(one.numpy() ** 2) for one in slopes))
    steps = [rate * one / max(norm, size) for one in slopes]
mean = np.mean(slopes[0].numpy())
print(mean)
"""
    assert gaps(grader, double, script) == [("numpy", 4, "np.sqrt"), ("number", 5, "")]


def test_numpy_that_only_shows_or_begins_is_no_gap(grader: Grader, double: Exercise) -> None:
    """Arrays that are inputs, and numbers rounded for printing, leave nothing out."""
    script = (
        "x = np.array([1.0, -2.0], np.float32)\ny = x * tf.Variable(2.0)\n"
        "shown = np.round(y, 2)\nprint(shown, np.argmax(y))\n"
    )
    assert gaps(grader, double, script) == []


def test_calls_of_python_are_found(grader: Grader, double: Exercise) -> None:
    """In the script itself and in a function that it calls, each with its line."""
    script = (
        "x = tf.constant([1.0, -2.0])\ny = tf.py_function(lambda v: v * 2.0, [x], tf.float32)\n"
        "f = tf.function(lambda v: tf.numpy_function(np.abs, [v], tf.float32))\nz = f(x)\n"
    )
    assert gaps(grader, double, script) == [("python", 2, ""), ("python", 4, "")]


def test_an_array_that_was_changed_is_found(grader: Grader, double: Exercise) -> None:
    """What `.numpy()` gave and NumPy changed in place is told where TensorFlow gets it back."""
    script = (
        "h = (tf.constant([1.0, -2.0]) * tf.Variable(2.0)).numpy()\nh[h < 0] = 0\n"
        "y = tf.constant(h) * 2.0\n"
    )
    assert gaps(grader, double, script) == [("changed", 3, "")]


def test_what_no_graph_may_hold_is_found(grader: Grader, double: Exercise) -> None:
    """Where something is computed from it: rows of a dataset, and numbers that were texts."""
    script = """
    x = tf.constant([[1.0, -2.0]])
    rows = next(iter(tf.data.Dataset.from_tensors(x)))
    unused = tf.strings.to_number("3.0")
    factor = tf.strings.to_number("2.0")
    y = rows * factor
    """
    found = [("dataset", 3, ""), ("operation", 5, "StringToNumber")]
    assert gaps(grader, double, dedent(script)) == found


def test_rows_that_a_step_is_given_are_no_gap(grader: Grader, double: Exercise) -> None:
    """A loop over a dataset is followed."""
    script = """
    w = tf.Variable(1.0)
    for x in tf.data.Dataset.from_tensors(tf.constant([1.0, -2.0])).repeat(3):
        cost = tf.reduce_mean(x * w)
        w.assign_sub(cost)
    """
    assert gaps(grader, double, dedent(script)) == []


def test_training_that_cannot_be_followed_is_found(grader: Grader, double: Exercise) -> None:
    """A function that goes through all the data is told, and one that only measures is not."""
    script = """
import keras
data = np.ones((8, 2), "float32")
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
model.compile("sgd", "mse", metrics=["mae"])
model.evaluate(data, data[:, :1], batch_size=2, verbose=0)

@tf.function
def train(batches):
    for x in batches:
        with tf.GradientTape() as tape:
            cost = tf.reduce_mean(model(x))
        model.optimizer.apply(tape.gradient(cost, model.trainable_weights))

model.optimizer.build(model.trainable_weights)
train(tf.data.Dataset.from_tensor_slices(data).batch(2))
"""
    assert gaps(grader, double, script) == [("training", 16, "")]


def test_training_in_a_loop_of_the_graph_is_found(grader: Grader, double: Exercise) -> None:
    """A function that trains again and again is told; one that loops to compute a cost is not."""
    script = """
w = tf.Variable([[1.0], [2.0]])

@tf.function
def train(count):
    for _ in tf.range(count):
        with tf.GradientTape() as tape:
            cost = tf.reduce_mean(tf.ones([3, 2]) @ w)
        w.assign_sub(tape.gradient(cost, w))

@tf.function
def once(count):
    with tf.GradientTape() as tape:
        cost = 0.0
        for _ in tf.range(count):
            cost += tf.reduce_mean(tf.ones([3, 2]) @ w)
    w.assign_sub(tape.gradient(cost, w))

for _ in range(2):
    once(3)
    train(3)
"""
    assert gaps(grader, double, script) == [("training", 21, "")]


def test_what_decided_a_branch_is_kept(grader: Grader, double: Exercise) -> None:
    """A guard holds the tensor, its line and what it was; the judge sees where it would turn."""
    claims = claims_of(
        grader,
        double,
        "x = tf.constant([1.0, 2.0])\n"
        "if tf.reduce_sum(x) > 0:\n    y = x * 2.0\nelse:\n    y = -x\n",
    )
    (guard,) = [one for one in handles_of(claims).values() if one.kind == "guard"]
    assert (guard.where, guard.value) == ("4", True)
    with graph_of(grader, double, claims) as graph:
        graph.run("y", {"x": [3.0, 4.0]})
        assert graph.turned() == set()
        graph.run("y", {"x": [-3.0, 1.0]})
        assert graph.turned() == {4}


def test_an_if_on_a_number_of_a_tensor_is_found(grader: Grader, double: Exercise) -> None:
    """By `float`, by `.numpy()` and by a name that holds it; not where it only prints or ends."""
    script = """
x, w = tf.constant([1.0, -2.0]), tf.Variable(2.0)
y = x * w if float(x[0]) > 0 else x
first = (x * w)[0].numpy()
if first > 0:
    y = y * w
for number in range(3):
    if float(w) > 1:
        print("far", first)
        break
rows = [one for one in (x * w) if one.numpy() > 0]
"""
    assert gaps(grader, double, script) == [
        ("number", 3, ""),
        ("number", 5, ""),
        ("number", 11, ""),
    ]


def test_weights_of_examples_are_found(grader: Grader, double: Exercise) -> None:
    """`fit` with them is told with its line, and with none but ones it is like any other."""
    script = """
import keras
data = np.ones((8, 2), "float32")
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
model.compile("sgd", "mse")
model.fit(data, data[:, :1], sample_weight=np.ones(8), verbose=0)
model.fit(data, data[:, :1], sample_weight=np.arange(8), verbose=0)
model.fit(data, np.arange(8) % 2, class_weight={0: 1.0, 1: 5.0}, verbose=0)
"""
    assert gaps(grader, double, script) == [("weights", 7, ""), ("weights", 8, "")]


def test_a_metric_of_ones_own_is_found(grader: Grader, double: Exercise) -> None:
    """Where a metric that the script updates is asked for its result, not where it is updated."""
    script = """
import keras
metric = keras.metrics.Mean()
metric.update_state(tf.constant([1.0, 3.0]))
y = metric.result()
"""
    assert gaps(grader, double, script) == [("metric", 5, "")]
