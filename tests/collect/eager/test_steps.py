"""Which passes of a loop are alike, and where its variables begin anew."""

from textwrap import dedent

import numpy as np
import pytest
from recorded import claims_of, graph_of, handles_of

from grader.catalog import Exercise
from grader.collect.claims import Claims
from grader.collect.events import Run
from grader.pipeline import Grader

pytestmark = pytest.mark.slow

LOOP = """
w = tf.Variable(tf.random.normal([2, 1]))
data = np.arange(20, dtype=np.float32).reshape(10, 2)

{decorator}
def train(x):
    with tf.GradientTape() as tape:
        cost = tf.reduce_mean(x @ w)
    w.assign_sub(tape.gradient(cost, w))

for epoch in range(2):
    {before}
    for start in range(0, 10, 4):
        x = data[start : start + 4]
        train(x)
"""


def looped(grader: Grader, exercise: Exercise, decorator: str = "", before: str = "pass") -> Claims:
    """Return the claims of two epochs of three batches, the last of which is smaller."""
    script = dedent(LOOP).format(decorator=decorator, before=before)
    return claims_of(grader, exercise, script)


def passes(claims: Claims) -> list[Run]:
    """Return the runs of the step."""
    name = handles_of(claims)["step()"].name
    return [one for one in claims.events if isinstance(one, Run) and name in one.fetches]


@pytest.mark.parametrize("decorator", ["", "@tf.function"])
def test_a_smaller_batch_is_a_pass_like_the_others(
    grader: Grader, double: Exercise, decorator: str
) -> None:
    """Also where TensorFlow traces the function anew for it."""
    shapes = [run.feeds[0].shape for run in passes(looped(grader, double, decorator))]
    assert shapes == 2 * [(4, 2), (4, 2), (2, 2)]


def test_variables_that_are_drawn_anew_begin_anew(grader: Grader, double: Exercise) -> None:
    """Where that happens, the initializer runs between the passes: not before the first."""
    claims = looped(grader, double, before="w.assign(tf.random.normal([2, 1]))")
    (first,) = claims.graphs[0].initializers.values()
    steps = passes(claims)
    order = [run for run in claims.events if run in steps or first in run.fetches]
    assert [first in run.fetches for run in order] == [False] * 3 + [True] + [False] * 3


@pytest.mark.parametrize(
    "before",
    ["w.assign(w * 1.0)", "w.assign(np.ones([2, 1]))", "w.assign(w + tf.random.normal([2, 1]))"],
)
def test_other_values_are_no_beginning(grader: Grader, double: Exercise, before: str) -> None:
    """Values from a file or from NumPy, and noise that is added, are part of a training."""
    claims = looped(grader, double, before=before)
    (first,) = claims.graphs[0].initializers.values()
    assert not any(first in run.fetches for run in claims.events if isinstance(run, Run))


TWICE = """
w, v = tf.Variable([[1.0], [2.0]]), tf.Variable([[1.0]])
data = np.arange(20, dtype=np.float32).reshape(10, 2)

def slopes(x):
    with tf.GradientTape() as tape:
        cost = tf.reduce_mean(x @ w @ v)
    return tape.gradient(cost, [w, v])

for number in range(5):
    x = data[2 * number : 2 * number + 2]
    {done}
"""
AFTER = "a, b = slopes(x); d = 0.5 * w; w.assign_sub(a); v.assign_sub(b); w.assign_sub(d)"
TIGHT = (
    "a, b = slopes(x); w.assign_sub(a); v.assign_sub(b); w.assign(tf.clip_by_value(w, -1.0, 1.0))"
)
BEFORE = "a, b = slopes(x); w.assign_sub(0.5 * w); w.assign_sub(a); v.assign_sub(b)"


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (BEFORE, [[-0.5], [0.0]]),
        (AFTER, [[-0.5], [0.0]]),
        (TIGHT, [[0.0], [1.0]]),
    ],
    ids=["before", "after", "bounded"],
)
def test_a_pass_may_write_a_variable_twice(
    grader: Grader, double: Exercise, done: str, expected: list[list[float]]
) -> None:
    """Weights may shrink by themselves, or be bounded, beside what their gradient does."""
    claims = claims_of(grader, double, TWICE.format(done=done))
    assert len(passes(claims)) == 5
    with graph_of(grader, double, claims) as graph:
        graph.assign({"w": [[1.0], [2.0]], "v": [[1.0]]})
        graph.step([handles_of(claims)["step()"].name], {"x": [[1.0, 1.0]] * 2})
        assert graph.run("w").tolist() == expected
        assert graph.run("v").tolist() == [[-2.0]]


@pytest.mark.parametrize(
    ("done", "count"),
    [
        ("for _ in range(2):\n        w.assign_sub(slopes(x)[0])", 10),
        ("for a in 2 * slopes(x)[:1]:\n        w.assign_sub(a)", 10),
        ("w.assign_sub(slopes(x)[0]); w.assign_add(0.5 * slopes(x)[0])", 5),
        ("w.assign_sub((2.0 if number < 2 else tf.tanh(x[0, 0])) * slopes(x)[0])", 3),
    ],
    ids=["twice", "the same twice", "computed anew", "changing"],
)
def test_what_is_done_again_or_with_new_numbers_is_another_pass(
    grader: Grader, double: Exercise, done: str, count: int
) -> None:
    """Several steps on one batch are as many, and another kind of step begins with its first."""
    assert len(passes(claims_of(grader, double, TWICE.format(done=done)))) == count


def test_what_draws_numbers_is_no_step(grader: Grader, double: Exercise) -> None:
    """A loop that only draws its variables anew trains nothing."""
    script = "w = tf.Variable([0.0])\nfor _ in range(9):\n    w.assign(tf.random.normal([1]))\n"
    assert "step()" not in handles_of(claims_of(grader, double, script))


def test_the_seeds_of_initializers_are_the_scripts(grader: Grader, double: Exercise) -> None:
    """Keras hands its initializers a number, so that a variable begins as it did for the script."""
    script = """
    import keras
    layer = keras.layers.Dense(3)
    layer.build((None, 4))
    w = layer.kernel
    began = w.numpy()
    w.assign(tf.zeros([4, 3]))
    """
    claims = claims_of(grader, double, script)
    with graph_of(grader, double, claims) as graph:
        first = graph.run("w")
        graph.initialise()
        assert first.any()
        assert np.array_equal(first, graph.run("w"))


def test_rows_that_python_counted_are_counted_again(grader: Grader, double: Exercise) -> None:
    """A shape made of `x.shape[0]` asks the batch that the step is given."""
    claims = claims_of(
        grader,
        double,
        """
        w, b = tf.Variable([[1.0, 1.0, 1.0]] * 2), tf.Variable(tf.zeros([3]))
        for number in range(3):
            x = tf.constant(np.full([5, 2], number, np.float32))
            with tf.GradientTape() as tape:
                out = x @ w + tf.broadcast_to(b, [x.shape[0], 3])
                cost = tf.reduce_mean(out * tf.fill([x.shape[0], 3], 2.0))
            for one, slope in zip((w, b), tape.gradient(cost, (w, b))):
                one.assign_sub(slope)
        """,
    )
    with graph_of(grader, double, claims) as graph:
        graph.assign({"w": np.ones([2, 3]), "b": [1.0, 2.0, 3.0]})
        assert graph.run("out", {"x": [[1.0, 1.0]] * 2}).tolist() == [[3.0, 4.0, 5.0]] * 2
        graph.step([handles_of(claims)["step()"].name], {"x": [[1.0, 1.0]] * 2})
        assert np.allclose(graph.run("b"), [1 / 3, 4 / 3, 7 / 3])


COUNTED = """
w = tf.Variable([[1.0, 1.0, 1.0]] * 2)
fixed = 4


def cost_of(x):
    out = tf.reduce_sum(x @ w, axis=1)
    return {cost}


{decorator}
def train(x):
    with tf.GradientTape() as tape:
        cost = cost_of(x)
    w.assign_sub(tape.gradient(cost, w))
    return cost


for rows in {passes}:
    x = tf.constant(np.full([rows, 2], rows, np.float32))
    cost = train(x)
"""


@pytest.mark.parametrize("decorator", ["", "@tf.function"])
@pytest.mark.parametrize(
    ("cost", "passes", "is_mean"),
    [
        ("tf.reduce_sum(out) / x.shape[0]", [4, 4, 4], True),
        ("tf.reduce_sum(out) / len(x)", [4, 4, 2], True),
        ("tf.nn.compute_average_loss(out, global_batch_size=x.shape[0])", [4, 4, 4], True),
        ("tf.reduce_sum(out) / fixed", [4, 4, 4], False),
        ("tf.reduce_sum(out) / fixed + 0.0 / len(x)", [4, 2, 4], False),
    ],
    ids=["counted", "fewer", "average", "fixed", "fixed for all"],
)
def test_a_number_of_rows_that_divides_is_counted_again(
    grader: Grader, double: Exercise, decorator: str, cost: str, passes: list[int], is_mean: bool
) -> None:
    """If Python counted it: a number that the script fixed stays what it is."""
    script = dedent(COUNTED).format(decorator=decorator, cost=cost, passes=passes)
    claims = claims_of(grader, double, script)
    with graph_of(grader, double, claims) as graph:
        graph.assign({"w": np.ones([2, 3])})
        both = [graph.run("cost", {"x": [[1.0, 1.0]] * count}) for count in (1, 3)]
        graph.step([handles_of(claims)["step()"].name], {"x": [[1.0, 1.0]] * 3})
        moved = 1 - graph.run("w")
    assert both == pytest.approx([6, 6] if is_mean else [1.5, 4.5])
    assert np.allclose(moved, 1 if is_mean else 0.75)


def test_zeros_for_a_result_without_use_have_the_rows_of_the_batch(
    grader: Grader, double: Exercise
) -> None:
    """The gradient of what a function gives beside the cost; also of a variable's shape."""
    claims = claims_of(
        grader,
        double,
        """
        w = tf.Variable(tf.ones([2, 3]))

        @tf.function
        def forward(x):
            out = x @ w
            return tf.reduce_mean(out), out

        for number in range(3):
            x = tf.constant(np.full([2, 2], number, np.float32))
            with tf.GradientTape() as tape:
                cost, out = forward(x)
            w.assign_sub(tape.gradient(cost, w))
        """,
    )
    with graph_of(grader, double, claims) as graph:
        graph.assign({"w": np.ones([2, 3])})
        graph.step([handles_of(claims)["step()"].name], {"x": [[3.0, 3.0]] * 5})
        assert np.allclose(graph.run("w"), 0, atol=1e-6)


def test_a_mask_has_the_rows_of_the_batch_though_a_variable_has_its_shape(
    grader: Grader, double: Exercise
) -> None:
    """Random numbers that are added to the variable keep the variable's shape."""
    claims = claims_of(
        grader,
        double,
        """
        w = tf.Variable(tf.ones([2, 3]))
        for number in range(3):
            x = tf.constant(np.full([2, 2], number, np.float32))
            with tf.GradientTape() as tape:
                out = x @ (w + 0.0 * tf.random.uniform([2, 3]))
                cost = tf.reduce_mean(out * tf.cast(tf.random.uniform([2, 3]) < 1.0, tf.float32))
            w.assign_sub(tape.gradient(cost, w))
        """,
    )
    with graph_of(grader, double, claims) as graph:
        graph.assign({"w": np.ones([2, 3])})
        graph.step([handles_of(claims)["step()"].name], {"x": [[3.0, 3.0]] * 5})
        assert np.allclose(graph.run("w"), 0, atol=1e-6)


def test_rows_that_are_reshaped_are_fed_under_both_names(grader: Grader, double: Exercise) -> None:
    """An array has a name, and what TensorFlow makes of its rows another; not of other rows."""
    claims = claims_of(
        grader,
        double,
        """
        w = tf.Variable([[1.0], [2.0]])
        for number in range(3):
            batch = np.full([4, 1, 2], number, np.float32)
            x = tf.reshape(tf.cast(batch, tf.float32), [-1, 2])
            mixed = tf.reshape(x, [1, -1])
            with tf.GradientTape() as tape:
                cost = tf.reduce_mean(x @ w) + tf.reduce_sum(mixed)
            w.assign_sub(tape.gradient(cost, w))
        """,
    )
    held = handles_of(claims)
    for run in passes(claims):
        fed = {feed.name: feed for feed in run.feeds}
        assert fed[held["batch"].name].rows == fed[held["x"].name].rows
        assert fed[held["x"].name].shape == (4, 2)
        assert held["mixed"].name not in fed
    with graph_of(grader, double, claims) as graph:
        graph.assign({"w": [[1.0], [1.0]]})
        graph.step([held["step()"].name], {"x": [[2.0, 4.0]]})
        assert graph.run("w").tolist() == [[-1.0], [-3.0]]


def test_rows_that_are_taken_out_of_an_array_are_the_data(grader: Grader, double: Exercise) -> None:
    """TensorFlow is given the whole array in each pass, and takes the rows of the batch itself."""
    claims = claims_of(
        grader,
        double,
        """
        w = tf.Variable([[1.0], [2.0]])
        images = np.arange(12, dtype=np.float32).reshape(6, 2)
        for rows in ([0, 1], [2, 3], [4, 5]):
            rows = np.array(rows)
            x = tf.gather(images, rows)
            with tf.GradientTape() as tape:
                cost = tf.reduce_mean(x @ w)
            w.assign_sub(tape.gradient(cost, w))
        """,
    )
    name = handles_of(claims)["x"].name
    assert [[(one.name, one.shape) for one in run.feeds] for run in passes(claims)] == 3 * [
        [(name, (2, 2))]
    ]
    with graph_of(grader, double, claims) as graph:
        graph.assign({"w": [[1.0], [1.0]]})
        assert graph.run("cost", {"x": [[1.0, 1.0]] * 5}) == pytest.approx(2)
