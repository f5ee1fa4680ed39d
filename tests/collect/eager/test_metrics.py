"""Metrics of Keras that a script updates itself: what is read of them is a run on their rows."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from recorded import claims_of, graph_of, handles_of

from grader.catalog import Exercise
from grader.collect.claims import Claims
from grader.collect.digest import row_digests
from grader.collect.events import Run
from grader.foundation.roles import ModelRoles
from grader.judge.trace import claimed_array
from grader.pipeline import Grader

pytestmark = pytest.mark.slow

ROLES = ModelRoles("x", ("w",), ("b",), ("logits",), labels="y", cost="cost", accuracy="accuracy")
HELD = np.array([[1, 0, 0], [2, 0, 1], [0, 3, 1], [1, 2, 0], [5, 1, 0]], np.float32)
RIGHT = np.array([[1, 0], [1, 0], [0, 1], [1, 0], [0, 1]], np.float32)
FED = {
    "x": [[1.0, 0.0, 0.0], [0.5, 3.0, 0.0], [1.0, 2.0, 0.0]],
    "y": [[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]],
}
START = f"""
import keras
w = tf.Variable([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
held = np.array({HELD.tolist()}, np.float32)
right = np.array({RIGHT.tolist()}, np.float32)
acc = keras.metrics.CategoricalAccuracy()


def step(rate):
    x = tf.constant([[1.0, 2.0, 1.0], [2.0, 0.0, 0.0], [0.0, 3.0, 1.0]])
    y = tf.constant([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    with tf.GradientTape() as tape:
        logits = x @ w
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(y, logits))
    w.assign_sub(rate * tape.gradient(cost, w))


@tf.function
def test(images, labels):
    acc.update_state(labels, images @ w)


for _ in range(3):
    step(0.0)
"""


def told(grader: Grader, exercise: Exercise, script: str) -> Claims:
    """Return the claims of a script that has trained thrice, where `accuracy` is asked for."""
    rules = msgspec.structs.replace(exercise.rules, model=ROLES)
    return claims_of(grader, replace(exercise, rules=rules), START + script)


def runs(claims: Claims) -> list[tuple[float, set[bytes]]]:
    """Return the value of each run of `accuracy` that was fed, and the rows."""
    handle = handles_of(claims).get("accuracy")
    found = [
        one
        for one in claims.events
        if isinstance(one, Run) and handle and handle.name in one.fetches and one.feeds
    ]
    return [
        (round(claimed_array(one.values[one.fetches[0]]).item(), 4), {f.rows for f in one.feeds})
        for one in found
    ]


def rows(*arrays: np.ndarray) -> set[bytes]:
    """Return the digests of rows."""
    return {row_digests(one).tobytes() for one in arrays}


UPDATES = {
    "once": "acc.update_state(right, held @ w)",
    "called": "acc(right, held @ w)",
    "batches": "for n in range(0, 5, 2): acc.update_state(right[n:n+2], held[n:n+2] @ w)",
    "function": "test(tf.constant(held), tf.constant(right))",
    "functions": "for n in range(0, 5, 2):\n"
    "    test(tf.constant(held[n:n+2]), tf.constant(right[n:n+2]))",
    "classes": "acc = keras.metrics.Accuracy()\n"
    "acc.update_state(tf.argmax(right, 1), tf.argmax(held @ w, 1))",
    "mean": "acc = keras.metrics.Mean('acc')\n"
    "acc(tf.reduce_mean(keras.metrics.categorical_accuracy(right, held @ w)))",
    "number": "acc = keras.metrics.Mean('acc')\n"
    "share = tf.reduce_mean(keras.metrics.categorical_accuracy(right, held @ w)).numpy()\n"
    "acc.update_state(share)",
    "rows of a mean": "acc = keras.metrics.Mean('acc')\n"
    "acc.update_state(keras.metrics.categorical_accuracy(right, held @ w))",
    "labels without a name": "acc.update_state(tf.one_hot(np.argmax(right, 1), 2), held @ w)",
    "labels of a function": "test(tf.constant(held), tf.one_hot(np.argmax(right, 1), 2))",
    "nested": "outer = tf.function(lambda a, b: test(a, b))\n"
    "outer(tf.constant(held), tf.constant(right))",
}
DEFAULT = ("batches", "functions", "number", "assigned", "a constant", "a class of its own")


def some(scripts: dict[str, str]) -> list[object]:
    """Return the tests: a few at once, the others as long."""
    long = pytest.mark.long
    return [
        pytest.param(script, id=name, marks=() if name in DEFAULT else long)
        for name, script in scripts.items()
    ]


READS = ("print(float(acc.result()))", "print(f'{acc.result() * 100:.1f}')")


@pytest.mark.parametrize("update", some(UPDATES))
def test_what_is_read_is_a_run_on_the_rows(grader: Grader, double: Exercise, update: str) -> None:
    """However a metric was updated; and what it measures is computed from other rows, too."""
    claims = told(grader, double, f"{update}\n{READS[0]}\n")
    assert (0.6, rows(HELD, RIGHT)) in runs(claims)
    assert not claims.gaps
    with graph_of(grader, double, claims) as graph:
        graph.assign({"w": [[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]})
        assert graph.run("accuracy", FED) == pytest.approx(2 / 3)


def test_a_number_that_is_read_after_the_reset_is_that_of_before(
    grader: Grader, double: Exercise
) -> None:
    """As it is often written: the result is asked, the metric is reset, the number is printed."""
    script = f"{UPDATES['batches']}\nshare = acc.result()\nacc.reset_state()\nprint(float(share))\n"
    assert runs(told(grader, double, script)) == [(0.6, rows(HELD, RIGHT))]


@pytest.mark.parametrize("read", READS)
def test_each_reset_begins_anew(grader: Grader, double: Exercise, read: str) -> None:
    """Rows of before the reset are not those of the number; reading twice is one run."""
    script = f"""
for part in (slice(0, 3), slice(3, 5)):
    acc.reset_state()
    test(tf.constant(held[part]), tf.constant(right[part]))
    {read}
    {read}
"""
    found = runs(told(grader, double, script))
    assert found == [(1.0, rows(HELD[:3], RIGHT[:3])), (0.0, rows(HELD[3:], RIGHT[3:]))]


def test_without_a_reset_only_what_came_since_the_training_counts(
    grader: Grader, double: Exercise
) -> None:
    """The rows that were added for the model as it was are those of another number."""
    script = """
acc.update_state(right[:3], held[:3] @ w)
step(0.0)
acc.update_state(right[3:], held[3:] @ w)
print(float(acc.result()))
"""
    assert runs(told(grader, double, script)) == [(0.0, rows(HELD[3:], RIGHT[3:]))]


def test_of_training_the_last_batch_counts(grader: Grader, double: Exercise) -> None:
    """A metric that is updated in each pass is no run for each of them, and changes no step."""
    script = """
for n in range(4):
    step(0.0)
    acc.update_state(right[n:n+2], held[n:n+2] @ w)
print(float(acc.result()))
"""
    claims = told(grader, double, script)
    assert [of for _, of in runs(claims)] == [rows(HELD[3:], RIGHT[3:])]
    name = handles_of(claims)["step()"].name
    assert sum(name in one.fetches for one in claims.events if isinstance(one, Run)) == 7


def test_what_is_not_read_is_no_run(grader: Grader, double: Exercise) -> None:
    """Nor is what was read before it was updated."""
    assert runs(told(grader, double, f"{READS[0]}\n{UPDATES['once']}\nacc.result()\n")) == []


LOST = {
    "assigned": f"{UPDATES['once']}\nacc.total.assign(4.9)\n",
    "assigned in a function": f"{UPDATES['once']}\ntf.function(lambda: acc.total.assign(4.9))()\n",
    "weights": "acc.update_state(right, held @ w, sample_weight=[1, 1, 1, 0, 0])\n",
    "a constant": "acc = keras.metrics.Mean('acc')\nacc.update_state(0.99)\n",
    "another loop": "@tf.function\ndef all(batches):\n    for x, y in batches:\n"
    "        acc.update_state(y, x @ w)\n"
    "all(tf.data.Dataset.from_tensor_slices((held, right)).batch(2))\n",
    "a class of its own": "class Mine(keras.metrics.CategoricalAccuracy):\n"
    "    def result(self):\n        return tf.constant(0.99)\nacc = Mine()\n"
    + UPDATES["once"]
    + "\n",
    "other labels": "acc = keras.metrics.SparseCategoricalAccuracy()\n"
    "acc.update_state(np.argmax(right, 1), held @ w)\n",
}


@pytest.mark.parametrize("script", some(LOST))
def test_what_is_not_known_is_told(grader: Grader, double: Exercise, script: str) -> None:
    """It is no run, and the line that asks is told."""
    claims = told(grader, double, script + READS[0])
    assert runs(claims) == []
    line = len(("import\nimport\n" + START + script).splitlines()) + 1
    assert [(one.kind, one.line) for one in claims.gaps if one.kind == "metric"] == [
        ("metric", line)
    ]


def test_a_percentage_is_not_the_share(grader: Grader, double: Exercise) -> None:
    """What the script puts into a metric is what is computed again."""
    script = (
        "acc = keras.metrics.Mean('acc')\n"
        "acc(100 * tf.reduce_mean(keras.metrics.categorical_accuracy(right, held @ w)))\n"
    )
    claims = told(grader, double, script + READS[0])
    assert [value for value, _ in runs(claims)] == [60.0]
    with graph_of(grader, double, claims) as graph:
        found = graph.run("accuracy", {"x": [[1.0, 0.0, 0.0]], "y": [[1.0, 0.0]]})
        assert found == pytest.approx(100.0)
