"""The tape: what runs eagerly becomes a graph that computes the same from other values."""

from collections.abc import Iterator
from contextlib import ExitStack

import numpy as np
import pytest
from recorded import Recorded, claims_of, graph_of, handles_of

from grader.catalog import Exercise
from grader.collect.events import Run
from grader.judge.graph import Graph
from grader.judge.trace import claimed_array
from grader.pipeline import Grader

pytestmark = pytest.mark.slow


@pytest.fixture
def recorded(grader: Grader, double: Exercise) -> Iterator[Recorded]:
    """Return a function that runs a script and returns its graph in an executor."""
    with ExitStack() as stack:

        def run(script: str) -> Graph:
            claims = claims_of(grader, double, script)
            return stack.enter_context(graph_of(grader, double, claims))

        yield run


def ops(graph: Graph, path: str) -> set[str]:
    """Return the types of the operations that a global depends on."""
    found = (graph.node(name) for name in graph.ancestors(path))
    return {info.op for info in found if info}


def test_what_ran_is_computed_from_other_values(recorded: Recorded) -> None:
    """Variables are assigned, constants fed with any number of rows."""
    graph = recorded("w = tf.Variable([[1.0], [2.0]])\nx = tf.constant([[3.0, 4.0]])\ny = x @ w\n")
    assert graph.run("y").tolist() == [[11.0]]
    graph.assign({"w": [[2.0], [0.0]]})
    assert graph.run("y", {"x": [[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]]}).tolist() == [[2], [4], [6]]


def test_an_array_that_was_given_is_an_input(recorded: Recorded) -> None:
    """NumPy's arrays are found under their names, however they came into TensorFlow."""
    graph = recorded(
        """
        w = tf.Variable([[1.0], [2.0]])
        a = np.array([[3.0, 4.0]], np.float32)
        b = np.array([[3.0, 4.0]], np.float32)
        y, z = a @ w, tf.nn.relu(b)
        """
    )
    assert graph.run("y", {"a": [[1.0, 1.0]]}).tolist() == [[3.0]]
    assert graph.run("z", {"b": [[-1.0, 1.0]]}).tolist() == [[0.0, 1.0]]


@pytest.mark.parametrize(
    "reading",
    ["for row in y:\n    print(row.numpy())", "print(np.round(y, 1))", "print(*tf.unstack(y))"],
    ids=["rows", "rounded", "unstacked"],
)
def test_what_was_computed_has_run(grader: Grader, double: Exercise, reading: str) -> None:
    """Its value is claimed, though Python was given its rows only, or NumPy read its memory."""
    script = f"y = tf.random.normal([3, 2])\n{reading}\n"
    claims = claims_of(grader, double, script)
    name = handles_of(claims)["y"].name
    runs = [one for one in claims.events if isinstance(one, Run) and name in one.values]
    assert len(runs) == 1
    assert claimed_array(runs[0].values[name]).shape == (3, 2)


def test_what_is_called_like_a_result_of_its_function_is_found(recorded: Recorded) -> None:
    """TensorFlow renames an operation that is called like a result of its function."""
    graph = recorded(
        """
        w, x = tf.Variable([[1.0], [2.0]]), tf.constant([[3.0, 4.0]])

        @tf.function
        def loss(x):
            y = tf.add(x @ w, 1.0, name="kept")
            return tf.reduce_mean(y * y * tf.cast(tf.size(y), tf.float32))

        with tf.GradientTape() as tape:
            cost = loss(x)
        slope = tape.gradient(cost, w)
        """
    )
    graph.assign({"w": [[2.0], [0.0]]})
    assert graph.run("y", {"x": [[1.0, 5.0], [2.0, 5.0]]}).tolist() == [[3.0], [5.0]]


def test_a_variable_given_to_a_raw_operation_stays_a_variable(recorded: Recorded) -> None:
    """What C++ would read for itself is read first, where the tape sees it."""
    graph = recorded("w = tf.Variable([3.0, 4.0])\ny = tf.nn.l2_loss(w)\n")
    graph.assign({"w": [1.0, 1.0]})
    assert graph.run("y") == 1.0


def test_an_operation_on_the_slow_path_is_recorded(recorded: Recorded) -> None:
    """TensorFlow names operations as bytes where it could not take its fast path."""
    graph = recorded(
        """
        from tensorflow.python.eager import execute
        x, b = tf.constant([[1.0, 2.0]]), tf.Variable([1.0, 1.0])
        attrs = ("T", tf.float32.as_datatype_enum, "data_format", b"NHWC")
        (y,) = execute.execute(
            b"BiasAdd", 1, [x, b.read_value()], attrs, tf.compat.v1.executing_eagerly
            and __import__("tensorflow.python.eager.context", fromlist=["c"]).context()
        )
        """
    )
    assert "BiasAdd" in ops(graph, "y")
    assert graph.run("y", {"b": [5.0, 6.0]}).tolist() == [[6.0, 8.0]]


def test_a_function_that_is_gone_was_copied(recorded: Recorded) -> None:
    """TensorFlow forgets a function with its object; the tape took it when it was called."""
    graph = recorded(
        """
        import gc
        x, w = tf.constant([2.0]), tf.Variable([3.0])

        def once():
            @tf.function
            def times(one):
                return one * w
            return times(x)

        y = once()
        gc.collect()
        """
    )
    assert graph.run("y", {"x": [5.0], "w": [7.0]}).tolist() == [35.0]


def test_loops_and_conditions_of_a_function_are_kept(recorded: Recorded) -> None:
    """AutoGraph's `while` and `if` decide in the graph, by the values that are fed."""
    graph = recorded(
        """
        x = tf.constant(3)

        @tf.function
        def halvings(n):
            count = tf.constant(0)
            while n > 1:
                if n % 2 == 0:
                    n = n // 2
                else:
                    n = 3 * n + 1
                count += 1
            return count

        y = halvings(x)
        """
    )
    assert graph.run("y") == 7
    assert graph.run("y", {"x": 27}) == 111


def test_dropout_draws_anew(recorded: Recorded) -> None:
    """Each run of TensorFlow's and of Keras' dropout has a mask of its own."""
    graph = recorded(
        """
        import keras
        x = tf.ones([64])
        y = tf.nn.dropout(x, 0.5)
        z = keras.layers.Dropout(0.5)(tf.ones([64]), training=True)
        """
    )
    for name in ("y", "z"):
        runs = graph.run(name, times=8)
        assert len({tuple(run) for run in runs}) == 8
        assert set(np.unique(runs)) == {0.0, 2.0}


def test_two_draws_of_one_generator_differ(recorded: Recorded) -> None:
    """A seed that Keras moves on between two draws is moved on between them in the graph, too."""
    graph = recorded(
        """
        import keras
        seed = keras.random.SeedGenerator(7)
        difference = keras.random.normal((5,), seed=seed) - keras.random.normal((5,), seed=seed)
        """
    )
    runs = graph.run("difference", times=4)
    assert np.abs(runs).max(axis=1).min() > 0
    assert len({tuple(run) for run in runs}) == 4


@pytest.mark.parametrize("decorator", ["", "@tf.function"])
def test_two_calls_of_one_dropout_differ(recorded: Recorded, decorator: str) -> None:
    """A layer of Keras that is called twice in one computation draws two masks there."""
    graph = recorded(
        f"""
        import keras
        layer, x = keras.layers.Dropout(0.5), tf.ones([64])

        {decorator}
        def both(x):
            return layer(x, training=True) - layer(x, training=True)

        y = both(x)
        """
    )
    runs = graph.run("y", times=4)
    assert np.abs(runs).max(axis=1).min() > 0
    assert len({tuple(run) for run in runs}) == 4


def test_a_tensor_that_went_through_a_variable_is_the_variable(recorded: Recorded) -> None:
    """Nothing puts the tensor into it again when what was read from it is asked for."""
    graph = recorded(
        """
        x, kept = tf.constant([1.0, -2.0]), tf.Variable(tf.zeros(2))
        kept.assign(tf.nn.relu(x))
        y = kept * 2.0
        """
    )
    assert not graph.depends_on("y", "x")
    graph.assign({"kept": [3.0, 4.0]})
    assert graph.run("y").tolist() == [6.0, 8.0]


def test_a_step_is_done_as_the_script_did_it(recorded: Recorded) -> None:
    """The pass of a loop is one operation; names mean what they meant in that pass."""
    graph = recorded(
        """
        w = tf.Variable([[0.0], [0.0]])
        for number in range(4):
            x = tf.constant([[1.0, 2.0], [3.0, 4.0]]) + float(number)
            with tf.GradientTape() as tape:
                loss = tf.reduce_sum(x @ w) + tf.nn.l2_loss(w)
            w.assign_sub(0.5 * tape.gradient(loss, w))
        x = loss = None
        """
    )
    graph.assign({"w": [[2.0], [4.0]]})
    graph.step([graph.handle("step()").name], {"x": [[1.0, 0.0], [0.0, 1.0]]})
    assert graph.run("w").tolist() == [[0.5], [1.5]]
    assert graph.writes(graph.handle("step()").name) == (graph.handle("w").name,)


def test_a_step_takes_any_number_of_rows(recorded: Recorded) -> None:
    """TensorFlow would hold the script's own number fast in the gradients of sum and mean."""
    graph = recorded(
        """
        w = tf.Variable([[0.0], [0.0]])
        for number in range(3):
            x = tf.constant(np.eye(2, dtype=np.float32)) + float(number)
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(x @ w) + tf.reduce_sum(tf.reduce_mean(x @ w, axis=0))
            w.assign_sub(tape.gradient(loss, w))
        """
    )
    assert graph.run("loss", {"x": [[1.0, 1.0]] * 5}).shape == ()
    graph.assign({"w": [[0.0], [0.0]]})
    graph.step([graph.handle("step()").name], {"x": [[1.0, 3.0]] * 5})
    assert graph.run("w").tolist() == [[-2.0], [-6.0]]


@pytest.mark.parametrize("decorator", ["", "@tf.function"])
def test_gradients_are_what_they_were(grader: Grader, double: Exercise, decorator: str) -> None:
    """Sums and means over all, some and kept sides: the numbers of the exact gradient."""
    claims = claims_of(
        grader,
        double,
        f"""
        x = tf.Variable(np.arange(6, dtype=np.float32).reshape(3, 2))

        {decorator}
        def cost():
            rows = tf.reduce_mean(x * x, axis=1, keepdims=True)
            columns = tf.reduce_sum(x * x, axis=[-2])
            return tf.reduce_mean(rows * rows) + tf.reduce_sum(columns) / 2.0

        with tf.GradientTape() as tape:
            y = cost()
        slope = tape.gradient(y, x).numpy()
        rows = (x.numpy() ** 2).mean(axis=1, keepdims=True)
        right = bool(np.allclose(slope, 2.0 * rows / 3.0 * x.numpy() + x.numpy(), rtol=1e-6))
        """,
    )
    assert handles_of(claims)["right"].value is True


def test_data_that_is_computed_from_data_is_not_given(grader: Grader, double: Exercise) -> None:
    """The passes of a loop are fed what comes first: images, and not what is computed from them."""
    claims = claims_of(
        grader,
        double,
        """
        w = tf.Variable([[0.0], [0.0]])
        for number in range(3):
            x = tf.constant([[[1.0], [2.0]]])
            half = tf.reshape(x, [-1, 2]) / 2.0
            w.assign_add(tf.transpose(half))
        """,
    )
    names = {path: handle.name for path, handle in handles_of(claims).items()}
    fed = [feed.name for event in claims.events for feed in event.feeds]
    assert fed == [names["x"]] * 3


def test_an_array_that_comes_back_unchanged_is_the_tensor(recorded: Recorded) -> None:
    """What `.numpy()` gave may be given back; once changed, it is an input like any other."""
    graph = recorded(
        """
        x = tf.constant([1.0, -2.0])
        same = tf.nn.relu(x).numpy()
        other = tf.nn.relu(x).numpy()
        other[0] = 5.0
        y, z = tf.constant(same) * 2.0, tf.constant(other) * 2.0
        """
    )
    assert graph.depends_on("y", "x")
    assert not graph.depends_on("z", "x")
    assert graph.run("y", {"x": [3.0, 4.0]}).tolist() == [6.0, 8.0]


def test_what_numpy_computes_is_cut_off(recorded: Recorded) -> None:
    """A result of NumPy's is a value: nothing says which tensor it came from."""
    graph = recorded("x = tf.constant([1.0, -2.0])\ny = tf.constant(np.maximum(x, 0)) + 1.0\n")
    assert not graph.depends_on("y", "x")


def test_what_no_graph_may_hold_is_a_value(recorded: Recorded) -> None:
    """Calls of Python and pipelines of data leave their results, and the rest is a graph."""
    graph = recorded(
        """
        x = tf.constant([1.0, -2.0])
        y = tf.py_function(lambda v: v * 2.0, [x], tf.float32) + 1.0
        (z,) = tf.data.Dataset.from_tensor_slices([[1.0, 2.0]]).map(lambda row: row + 1.0)
        w = z * 3.0
        """
    )
    assert not graph.depends_on("y", "x")
    assert graph.run("y").tolist() == [3.0, -3.0]
    assert graph.run("w", {"z": [1.0, 1.0]}).tolist() == [3.0, 3.0]


def test_a_chain_that_no_variable_cuts_is_told(grader: Grader, double: Exercise) -> None:
    """A tensor from more operations than a graph may have is named, and the others are there."""
    claims = claims_of(
        grader,
        double,
        """
        w, x = tf.constant([1.0]), tf.constant([2.0])
        y = x * 2.0
        for number in range(10_500):
            w = w * 1.0 + 0.0
        """,
    )
    handles = handles_of(claims)
    assert (handles["w"].kind, handles["y"].kind) == ("long", "tensor")


def test_a_loop_leaves_the_nodes_of_its_last_step(grader: Grader, double: Exercise) -> None:
    """Reading a variable is an end: a thousand steps make no larger graph than ten."""
    script = """
        w = tf.Variable([1.0, 2.0])
        history = []
        for number in range({}):
            w.assign_sub(0.1 * w)
            history.append(tf.reduce_sum(w))
        history = history[-3:]
        """
    sizes = [
        claims_of(grader, double, script.format(count)).graphs[0].operations
        for count in (10, 1_000)
    ]
    assert sizes[0] == sizes[1] < 60


def test_values_that_python_read_are_runs(grader: Grader, double: Exercise) -> None:
    """Printing and `.numpy()` are claimed as runs of the tensor, with its value."""
    claims = claims_of(
        grader,
        double,
        "x = tf.constant([1.0, 2.0])\ny, z = x * 2.0, x * 3.0\nprint(y)\nz.numpy()\n",
    )
    handles = handles_of(claims)
    fetched = [event.fetches[0] for event in claims.events]
    assert handles["y"].name in fetched
    assert handles["z"].name in fetched


def test_the_values_at_the_end_are_claimed(grader: Grader, double: Exercise) -> None:
    """What variables hold when the script ends is there, and which of them can be trained."""
    claims = claims_of(
        grader,
        double,
        """
        w = tf.Variable([1.0, 2.0])
        v = tf.Variable(3.0, trainable=False)
        w.assign([5.0, 6.0])
        """,
    )
    names = {path: handle.name for path, handle in handles_of(claims).items()}
    values = claims.sessions[0].values
    assert np.frombuffer(values[names["w"]].data, "<f4").tolist() == [5.0, 6.0]
    assert claims.graphs[0].trainable == (names["w"],)


def test_names_inside_functions_and_objects_are_found(recorded: Recorded) -> None:
    """A tensor counts where a function or an object of the script's binds it."""
    graph = recorded(
        """
        class Net:
            def __init__(self):
                self.w = tf.Variable([2.0])

            def forward(self, x):
                hidden = x * self.w
                return hidden + 1.0

        net = Net()
        x = tf.constant([3.0])
        y = net.forward(x)
        """
    )
    graph.assign({"w": [4.0]})
    assert graph.run(["hidden", "y"], {"x": [1.0]}) == [[4.0], [5.0]]


def test_names_inside_a_traced_function_are_found(recorded: Recorded) -> None:
    """Arguments and locals of a `tf.function` mean what they meant when it was called."""
    graph = recorded(
        """
        w = tf.Variable([2.0])

        @tf.function
        def model(Images):
            hidden = Images * w
            if tf.reduce_sum(hidden) > 0:
                hidden = hidden + 1.0
            return 2.0 * hidden

        y = model(tf.constant([3.0]))
        """
    )
    graph.assign({"w": [4.0]})
    assert graph.run(["hidden", "y"], {"Images": [1.0]}) == [[5.0], [10.0]]


def test_a_step_in_a_traced_function_is_done_without_its_results(recorded: Recorded) -> None:
    """To ask for what a step returns does not do it; its arguments are what it is given."""
    graph = recorded(
        """
        w = tf.Variable([[0.0], [0.0]])
        data = np.arange(12, dtype=np.float32).reshape(6, 2)

        @tf.function
        def train(x):
            with tf.GradientTape() as tape:
                cost = tf.reduce_mean(x @ w) + 1.0
            w.assign_sub(tape.gradient(cost, w))
            return cost

        for start in range(0, 6, 2):
            last = train(data[start : start + 2])
        """
    )
    graph.assign({"w": [[0.0], [0.0]]})
    assert graph.run("last", {"x": [[5.0, 5.0]] * 3}) == 1.0
    assert graph.run("w").tolist() == [[0.0], [0.0]]
    graph.step([graph.handle("step()").name], {"x": [[2.0, 4.0]] * 3})
    assert graph.run("w").tolist() == [[-2.0], [-4.0]]


@pytest.mark.parametrize("decorator", ["", "@tf.function"])
def test_rows_that_are_made_flat_stay_open(recorded: Recorded, decorator: str) -> None:
    """Keras' Flatten, and a reshape to the rows that there are, hold no number of rows fast."""
    graph = recorded(
        f"""
        import keras
        w, flatten = tf.Variable(tf.ones([4, 1])), keras.layers.Flatten()
        x = tf.constant(np.ones([3, 2, 2], np.float32))

        {decorator}
        def total(x):
            both = flatten(x) + tf.reshape(x, [len(x), 4])
            return both @ w

        y = total(x)
        """
    )
    assert graph.run("y", {"x": np.ones((5, 2, 2))}).tolist() == [[8.0]] * 5


def test_a_mask_inside_a_function_is_drawn_anew(recorded: Recorded) -> None:
    """A tensor that only a `tf.function` has a name for moves on the seed of Keras' dropout."""
    graph = recorded(
        """
        import keras
        layer = keras.layers.Dropout(0.5)

        @tf.function
        def network(x):
            hidden = layer(x, training=True)
            return tf.reduce_sum(hidden)

        y = network(tf.ones([64]))
        """
    )
    runs = graph.run("hidden", times=6)
    assert len({tuple(run) for run in runs}) == 6
    assert set(np.unique(runs)) == {0.0, 2.0}


def test_what_a_function_gives_is_drawn_anew(recorded: Recorded) -> None:
    """Also where it reads variables besides, and each of its calls draws for itself."""
    graph = recorded(
        """
        import keras
        layer, w = keras.layers.Dropout(0.5), tf.Variable(tf.ones([64]))

        @tf.function
        def network(x):
            return layer(x * w, training=True)

        y = network(tf.ones([64]))
        both = network(tf.ones([64])) + 3 * network(tf.ones([64]))
        """
    )
    for path, expected in (("y", {0.0, 2.0}), ("both", {0.0, 2.0, 6.0, 8.0})):
        runs = graph.run(path, times=6)
        assert len({tuple(run) for run in runs}) == 6
        assert set(np.unique(runs)) == expected


def test_a_branch_of_a_graph_is_run_often_with_several_inputs(recorded: Recorded) -> None:
    """An `if` in a `tf.function` outlives the runs that were prepared together before."""
    graph = recorded(
        """
        limit = tf.constant(0.5)

        @tf.function
        def up(x):
            if limit < 1.0:
                return x + limit
            return x

        y = up(tf.ones([2]))
        """
    )
    for limit, wanted in ((0.25, 1.25), (1.0, 1.0), (0.75, 1.75), (2.0, 1.0)):
        assert np.unique(graph.run("y", {"limit": limit}, times=25)) == [wanted]
        assert np.unique(graph.run("y", times=25)) == [1.5]


def test_a_generator_draws_anew(recorded: Recorded) -> None:
    """`tf.random.Generator` moves its state on with each draw, as it did for the script."""
    graph = recorded(
        """
        generator = tf.random.Generator.from_seed(7)
        once = generator.uniform([8])
        both = generator.normal([8]) + generator.normal([8])
        counts = generator.binomial([8], 9.0, 0.5) + 10 * generator.binomial([8], 9.0, 0.5)
        """
    )
    for path in ("once", "both", "counts"):
        assert len({tuple(run) for run in graph.run(path, times=5)}) == 5
