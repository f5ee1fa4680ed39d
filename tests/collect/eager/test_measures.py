"""Measures: a number that Python was given is a run of one tensor, on whatever rows."""

import numpy as np
import pytest
from recorded import claims_of, graph_of, handles_of

from grader.catalog import Exercise
from grader.collect.claims import Claims
from grader.collect.digest import row_digests
from grader.collect.eager.forming import formed
from grader.collect.eager.nodes import Leaf, Node
from grader.collect.events import Run
from grader.judge.trace import claimed_array
from grader.pipeline import Grader

pytestmark = pytest.mark.slow

TRAINED = """
w = tf.Variable([[1.0], [2.0]])


def share(x, y):
    right = tf.equal(x @ w > 3.0, y > 0.5)
    accuracy = tf.reduce_mean(tf.cast(right, tf.float32))
    return accuracy


for number in range(3):
    x = tf.constant([[1.0, number], [2.0, number]])
    y = tf.constant([[0.0], [1.0]])
    with tf.GradientTape() as tape:
        cost = tf.reduce_mean((x @ w - y) ** 2)
    w.assign_sub(0.0 * tape.gradient(cost, w))
    if number == 1:
        print(share(tf.constant([[1.0, 1.0], [2.0, 2.0], [0.0, 0.0]]), tf.constant([[0.0]] * 3)))
"""


def measured(claims: Claims, path: str = "accuracy") -> list[Run]:
    """Return the runs that fetched what a name means."""
    name = handles_of(claims)[path].name
    return [one for one in claims.events if isinstance(one, Run) and name in one.fetches]


def test_a_number_is_measured_on_the_rows_that_it_was_made_from(
    grader: Grader, double: Exercise
) -> None:
    """Its run tells the value and the digests, in the place of what the step is given."""
    claims = claims_of(grader, double, TRAINED)
    (run,) = measured(claims)
    held = handles_of(claims)
    fed = {feed.name: feed for feed in run.feeds}
    assert {*fed} == {held["x"].name, held["y"].name}
    rows = row_digests(np.array([[1, 1], [2, 2], [0, 0]], np.float32)).tobytes()
    assert fed[held["x"].name].rows == rows
    (value,) = run.values.values()
    assert claimed_array(value).item() == pytest.approx(2 / 3)


def test_it_is_judged_on_what_the_step_is_given(grader: Grader, double: Exercise) -> None:
    """The tensor is computed from the step's own inputs, with other rows and other variables."""
    claims = claims_of(grader, double, TRAINED)
    with graph_of(grader, double, claims) as graph:
        graph.assign({"w": [[4.0], [0.0]]})
        feed = {"x": [[1.0, 0.0], [0.5, 0.0]], "y": [[1.0], [1.0]]}
        assert graph.run("accuracy", feed) == pytest.approx(0.5)


def test_it_comes_when_it_came(grader: Grader, double: Exercise) -> None:
    """The runs are in the order of the script: two passes, the number, one pass."""
    claims = claims_of(grader, double, TRAINED)
    step = handles_of(claims)["step()"].name
    (run,) = measured(claims)
    steps = [one for one in claims.events if one is run or step in getattr(one, "fetches", ())]
    assert [one is run for one in steps] == [False, False, True, False]


def test_numbers_of_other_variables_are_others(grader: Grader, double: Exercise) -> None:
    """After a file was read into new variables, a name means them; before that, the old."""
    claims = claims_of(
        grader,
        double,
        TRAINED
        + """
tf.train.Checkpoint(w=w).write("a.ckpt")
w = tf.Variable([[0.0], [0.0]])
tf.train.Checkpoint(w=w).read("a.ckpt")
print(share(x, y))
""",
    )
    before, after = ({one.path: one for one in shot.handles} for shot in claims.snapshots[-2:])
    assert before["accuracy"].name != after["accuracy"].name
    assert before["accuracy"].graph == before["w"].graph != after["w"].graph
    last = measured(claims)[-1]
    assert (last.graph, last.session) == (after["w"].graph, 0)
    assert before["cost"].graph == before["w"].graph


PAIR = """
@tf.function
def measure(x, y):
    right = tf.equal(x @ w > 3.0, y > 0.5)
    error = tf.reduce_mean((x @ w - y) ** 2)
    accuracy = tf.reduce_mean(tf.cast(right, tf.float32))
    return error, accuracy

error, accuracy = measure(tf.constant([[1.0, 1.0], [2.0, 2.0]]), tf.constant([[0.0], [0.0]]))
"""


@pytest.mark.parametrize(
    "reading",
    ["print(error.numpy(), accuracy.numpy())", "print(np.round(error, 2), 100 * accuracy)"],
    ids=["read", "rounded"],
)
def test_two_results_of_one_function_are_two_measures(
    grader: Grader, double: Exercise, reading: str
) -> None:
    """Each is itself on other rows, and was run; whoever rounds one in NumPy reads its memory."""
    claims = claims_of(grader, double, TRAINED + PAIR + reading + "\n")
    values = {
        path: claimed_array(run.values[handles_of(claims)[path].name]).item()
        for path in ("error", "accuracy")
        for run in measured(claims, path)[-1:]
    }
    assert values == pytest.approx({"error": 22.5, "accuracy": 0.5})
    with graph_of(grader, double, claims) as graph:
        graph.assign({"w": [[4.0], [0.0]]})
        feed = {"x": [[1.0, 0.0], [0.5, 0.0]], "y": [[1.0], [1.0]]}
        assert graph.run("accuracy", feed) == pytest.approx(0.5)
        assert graph.run("error", feed) == pytest.approx(5.0)


def test_what_two_functions_compute_alike_is_one_measure(grader: Grader, double: Exercise) -> None:
    """The step gives its accuracy; another function measures that of other rows."""
    claims = claims_of(
        grader,
        double,
        """
        w = tf.Variable([[1.0], [2.0]])

        @tf.function
        def train(x, y):
            with tf.GradientTape() as tape:
                cost = tf.reduce_mean((x @ w - y) ** 2)
                right = tf.equal(x @ w > 3.0, y > 0.5)
                accuracy = tf.reduce_mean(tf.cast(right, tf.float32))
            w.assign_sub(0.0 * tape.gradient(cost, w))
            return cost, accuracy

        @tf.function
        def test(x, y):
            right = tf.equal(x @ w > 3.0, y > 0.5)
            return tf.reduce_mean(tf.cast(right, tf.float32))

        for number in range(3):
            x = tf.constant([[1.0, number], [2.0, number]])
            cost, accuracy = train(x, tf.constant([[0.0], [1.0]]))
        print(test(tf.constant([[1.0, 1.0], [2.0, 2.0], [0.0, 0.0]]), tf.constant([[0.0]] * 3)))
        """,
    )
    rows = row_digests(np.array([[1, 1], [2, 2], [0, 0]], np.float32)).tobytes()
    assert rows in [feed.rows for run in measured(claims) for feed in run.feeds]


BATCHES = """
w.assign([[1.0], [2.0]])
pairs = [([[1.0, 1.0], [2.0, 2.0]], [[0.0], [1.0]]), ([[3.0, 0.0], [0.0, 0.0]], [[1.0], [0.0]])]
batches = [(tf.constant(x), tf.constant(y)) for x, y in pairs]
shares = [share(x, y) for x, y in batches]
"""


@pytest.mark.parametrize(
    "mean",
    [
        "tf.reduce_mean(shares)",
        "tf.add_n(shares) / 2.0",
        "(shares[0] + shares[1]) / 2.0",
        "sum(one * 2.0 for one in shares) / 4.0",
    ],
    ids=["mean", "add_n", "plus", "weighted"],
)
def test_of_a_mean_each_number_was_measured(grader: Grader, double: Exercise, mean: str) -> None:
    """An accuracy of many batches is one run for each, whoever makes one number of them."""
    script = TRAINED.replace("print(", "(") + BATCHES + f"print(float({mean}))\n"
    runs = measured(claims_of(grader, double, script))
    rows = {feed.rows for run in runs for feed in run.feeds}
    batches = (np.array(one, np.float32) for one in ([[1, 1], [2, 2]], [[3, 0], [0, 0]]))
    assert rows >= {row_digests(one).tobytes() for one in batches}
    values = [claimed_array(value).item() for run in runs for value in run.values.values()]
    assert values == [1.0, 0.5]


def test_numbers_of_classes_stand_for_one_hot_rows(grader: Grader, double: Exercise) -> None:
    """A training with one-hot labels may be measured on labels that are numbers."""
    claims = claims_of(
        grader,
        double,
        """
        w = tf.Variable([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
        for number in range(3):
            x, y = tf.constant([[1.0, number, 1.0], [2.0, 5.0, 1.0]]), tf.one_hot([0, 1], 2)
            with tf.GradientTape() as tape:
                logits = x @ w
                cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(y, logits))
            w.assign_sub(tape.gradient(cost, w))
        rows = np.array([[1, 2, 0], [3, 4, 0], [6, 5, 0]], np.float32)
        found = tf.argmax(rows @ w, 1)
        accuracy = tf.reduce_mean(tf.cast(found == np.array([1, 0, 0]), tf.float32))
        print(float(accuracy))
        """,
    )
    (run,), held = measured(claims), handles_of(claims)
    fed = {feed.name: feed for feed in run.feeds}
    assert fed[held["y"].name].rows == row_digests(np.eye(2)[[1, 0, 0]]).tobytes()
    with graph_of(grader, double, claims) as graph:
        graph.assign({"w": np.eye(3)[:, :2]})
        feed = {"x": np.eye(3)[[0, 1, 0]], "y": np.eye(2)[[0, 1, 1]]}
        assert graph.run("accuracy", feed) == pytest.approx(2 / 3)


def test_what_came_in_at_one_time_has_one_form() -> None:
    """Two arrays that one call was given have the same time; where they lie in memory is chance."""
    forms = set()
    kept = []
    for _ in range(200):
        given = [Leaf(np.ones((3, 2), np.float32), 1.0, 5) for _ in range(6)]
        kept.append(given)
        first = Node("AddN", tuple((one, 0) for one in given), (), 1, 2.0, 5)
        last = Node("Sub", ((first, 0), (given[4], 0)), (), 1, 3.0, 6)
        rows = {(given[0], 0): given[0].value, (given[3], 0): given[3].value}
        form, variables, sources = formed((last, 0), rows)
        assert variables == ()
        assert [*sources] == [*rows]
        forms.add(form)
    assert len(forms) == 1


RESHAPED = """
w = tf.Variable([[1.0], [2.0]])


def share(x, y):
    flat = tf.reshape(x, [-1, 2])
    accuracy = tf.reduce_mean(tf.cast(tf.equal(flat @ w > 3.0, y > 0.5), tf.float32))
    return accuracy


for number in range(3):
    x = np.array([[[1.0], [number]], [[2.0], [number]]], np.float32)
    y = np.array([[0.0], [1.0]], np.float32)
    {flat} = tf.reshape(x, [-1, 2])
    with tf.GradientTape() as tape:
        cost = tf.reduce_mean(({flat} @ w - y) ** 2)
    w.assign_sub(0.0 * tape.gradient(cost, w))
    if number == 1:
        rows = np.array([[[1.0], [1.0]], [[2.0], [2.0]], [[0.0], [0.0]]], np.float32)
        print(float(share(rows, np.zeros([3, 1], np.float32))))
"""


@pytest.mark.parametrize("flat", ["x", "flat"])
def test_rows_of_another_shape_are_the_same_rows(
    grader: Grader, double: Exercise, flat: str
) -> None:
    """A step may be given them flat, under that name alone, and a measure as they were kept."""
    claims = claims_of(grader, double, RESHAPED.format(flat=flat))
    (run,) = measured(claims)
    rows = {feed.name: (feed.rows, feed.shape) for feed in run.feeds}
    expected = row_digests(np.array([[1, 1], [2, 2], [0, 0]], np.float32)).tobytes()
    assert rows[handles_of(claims)[flat].name] == (expected, (3, 2))
    with graph_of(grader, double, claims) as graph:
        graph.assign({"w": [[4.0], [0.0]]})
        feed = {flat: [[1.0, 0.0], [0.5, 0.0]], "y": [[1.0], [1.0]]}
        assert graph.run("accuracy", feed) == pytest.approx(0.5)


COUNTED = """
w = tf.Variable([[1.0], [2.0]])


def hits(x, y):
    return tf.reduce_sum(tf.cast(tf.equal(x @ w > 3.0, y > 0.5), tf.{kind}))


for number in range(3):
    x = tf.constant([[1.0, number], [2.0, number]])
    y = tf.constant([[0.0], [1.0]])
    with tf.GradientTape() as tape:
        cost = tf.reduce_mean((x @ w - y) ** 2)
    w.assign_sub(0.0 * tape.gradient(cost, w))
rows = np.array([[1, 1], [2, 2], [0, 0], [1, 1], [2, 0], [0, 1], [3, 3]], np.float32)
labels = np.zeros([7, 1], np.float32)
"""
BY_BATCHES = """
total, seen = {start}, 0
for i in range(0, 7, 4):
    total += hits(rows[i : i + 4], labels[i : i + 4])
    seen += len(rows[i : i + 4])
accuracy = total / seen
"""
LISTED = """
found = [hits(rows[i : i + 4], labels[i : i + 4]) for i in range(0, 7, 4)]
accuracy = tf.reduce_sum(found) / len(rows)
"""


@pytest.mark.parametrize(
    ("kind", "counted"),
    [
        ("float32", "accuracy = hits(rows, labels) / len(rows)\n"),
        ("int32", "accuracy = hits(rows, labels) / len(rows)\n"),
        ("float32", BY_BATCHES.format(start="0.0")),
        ("int32", BY_BATCHES.format(start="0")),
        ("float32", LISTED),
    ],
    ids=["whole", "whole_numbers", "batches", "batches_whole_numbers", "list"],
)
def test_a_sum_that_is_divided_by_the_rows_is_measured_on_all_of_them(
    grader: Grader, double: Exercise, kind: str, counted: str
) -> None:
    """At once, and batch by batch: on other rows it divides by as many as they are."""
    script = COUNTED.format(kind=kind) + counted + "print(float(accuracy))\n"
    claims = claims_of(grader, double, script)
    held, (run,) = handles_of(claims), measured(claims)
    fed = {feed.name: feed for feed in run.feeds}
    rows = np.array([[1, 1], [2, 2], [0, 0], [1, 1], [2, 0], [0, 1], [3, 3]], np.float32)
    assert fed[held["x"].name].rows == row_digests(rows).tobytes()
    assert fed[held["x"].name].shape == (7, 2)
    (value,) = run.values.values()
    assert claimed_array(value).item() == pytest.approx(5 / 7)
    with graph_of(grader, double, claims) as graph:
        graph.assign({"w": [[4.0], [0.0]]})
        feed = {"x": [[1.0, 0.0], [0.5, 0.0], [0.5, 0.0]], "y": [[1.0]] * 3}
        assert graph.run("accuracy", feed) == pytest.approx(1 / 3)
