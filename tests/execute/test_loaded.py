"""A loaded graph: values go into variables, constants and placeholders, arrays come out."""

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest
from loading import Build, Loaded, packed

from grader.execute import protocol as p
from grader.execute.child import Executor
from grader.foundation import wire

pytestmark = pytest.mark.slow


@pytest.fixture(params=[False, True], ids=["reference", "resource"])
def resource(request: pytest.FixtureRequest) -> bool:
    """Say which kind of variable a graph is built with."""
    return bool(request.param)


def line(tf: Any, resource: bool) -> None:
    """Build y = 2x + b with its variables x and b."""
    x = tf.Variable([1.0, 2.0], name="x", use_resource=resource)
    b = tf.Variable(0.5, name="b", use_resource=resource)
    tf.add(2.0 * x, b, name="y")


# -- variables -----------------------------------------------------------------------------------


def test_initialise_gives_every_variable_its_first_value(tf: Any, resource: bool) -> None:
    """Initializers run as the student wrote them, also again after an assignment."""
    graph = Loaded(tf, lambda tf: line(tf, resource))
    graph.initialise()
    assert graph.run("x", "b", "y:0") == [[1.0, 2.0], 0.5, [2.5, 4.5]]
    graph.assign({"b": 9})
    graph.initialise()
    assert graph.run("b") == 0.5


def test_what_is_set_after_initialise_stays_set(tf: Any, resource: bool) -> None:
    """The initializer of a variable that is set before the next run does not run."""
    graph = Loaded(tf, lambda tf: line(tf, resource))
    graph.initialise()
    graph.assign({"b": 9})
    assert graph.run("x", "b") == [[1.0, 2.0], 9.0]


def test_a_variable_starts_from_the_first_value_of_another(tf: Any, resource: bool) -> None:
    """Where initializers need each other, all of them run before anything is set."""

    def build(tf: Any) -> None:
        first = tf.Variable(2.0, name="first", use_resource=resource)
        with tf.control_dependencies([first.initializer]):
            start = first.read_value() * 3.0
        tf.Variable(start, name="second", use_resource=resource)

    graph = Loaded(tf, build)
    graph.initialise()
    graph.assign({"first": 5})
    assert graph.run("first", "second") == [5.0, 6.0]


def test_a_large_array_is_given_again_as_it_was(tf: Any, resource: bool) -> None:
    """Steps change the variable and what is computed from a feed, never what was received."""

    def build(tf: Any) -> None:
        w = tf.Variable(tf.zeros([2000]), name="w", use_resource=resource)
        x = tf.placeholder(tf.float32, [2000], name="x")
        cost = tf.reduce_sum(w * tf.nn.relu(x))
        tf.train.GradientDescentOptimizer(1.0).minimize(cost, name="go")
        tf.add(tf.nn.relu(x), w, name="y")

    graph, known = Loaded(tf, build), np.arange(2000.0) - 1000
    step = p.RunGraph(0, ("y:0",), ("go",))
    graph.assign({"w": known})
    first = graph.ask(msgspec.structs.replace(step, feeds=packed({"x": known})))
    for _ in range(3):
        graph.ask(p.Assign(0, {}, ("w",)))
        assert graph.run("w") == known.tolist()
        assert graph.ask(msgspec.structs.replace(step, again=("x",))) == first
        assert graph.run("w") == (known - np.maximum(known, 0)).tolist()


def test_several_runs_are_one_request(tf: Any, resource: bool) -> None:
    """They are done in order up to the first that fails; what was sent for later ones is kept."""

    def build(tf: Any) -> None:
        x = tf.Variable(0.0, name="x", use_resource=resource)
        by = tf.placeholder(tf.float32, [2000], name="by")
        tf.group(tf.assign_add(x, tf.reduce_mean(by)), name="more")

    graph = Loaded(tf, build)
    graph.initialise()
    add, look = p.RunGraph(0, (), ("more",)), p.RunGraph(0, ("x",))
    twos = msgspec.structs.replace(add, feeds=packed({"by": np.full(2000, 2.0)}))
    again = msgspec.structs.replace(add, again=("by",))
    answer = graph.executor.answer(p.Several((look, twos, look, again, look)))
    assert isinstance(answer, p.Answers)
    assert [wire.unpack(one.values["x"]).item() for one in answer.answers if one.values] == [
        0.0,
        2.0,
        4.0,
    ]
    threes = msgspec.structs.replace(add, feeds=packed({"by": np.full(2000, 3.0)}))
    assert graph.fault(p.Several((p.RunGraph(0, ("nope",)), threes))).type == "NotFound"
    graph.ask(again)
    assert graph.run("x") == 7.0


def test_runs_can_each_begin_anew(tf: Any, resource: bool) -> None:
    """Every variable is initialised before each of them, and random ones are drawn again."""

    def build(tf: Any) -> None:
        x = tf.Variable(tf.random.normal([]), name="x", use_resource=resource)
        tf.identity(tf.assign_add(x, 100.0), name="y")

    graph = Loaded(tf, build)
    graph.initialise()
    once, again = graph.run("y:0", times=2), graph.run("y:0", times=9, anew=True)
    assert abs(once[1] - once[0] - 100) < 1e-3
    assert max(again) < 150 and len(set(again)) == 9


def test_many_runs_are_as_many_single_ones(tf: Any, resource: bool) -> None:
    """What is fed, fetched twice or run beside it: each run goes on where the last one ended."""

    def build(tf: Any) -> None:
        x = tf.Variable(0.0, name="x", use_resource=resource)
        step = tf.placeholder(tf.float32, [], name="step")
        y = tf.assign_add(x, step, name="y")
        tf.identity(y, name="z")
        tf.group(tf.assign_add(x, 100.0), name="more")

    graph = Loaded(tf, build)
    graph.initialise()
    alone, twice = graph.run("z", "z:0", feed={"step": 2}, times=50)
    assert alone == twice == [2.0 * number for number in range(1, 51)]
    held = graph.run("x", "step", feed={"step": 3}, times=30)
    assert held == [[100.0] * 30, [3.0] * 30]
    graph.ask(p.RunGraph(0, (), ("more",), times=40))
    assert graph.run("x") == 4100.0


def test_what_fails_in_many_runs_is_told_as_in_one(tf: Any, resource: bool) -> None:
    """The first of them looks at what is fed; a later one may fail, too."""

    def build(tf: Any) -> None:
        x = tf.Variable(3.0, name="x", use_resource=resource)
        y = tf.assign_add(x, -tf.placeholder(tf.float32, [], name="step"))
        with tf.control_dependencies([tf.Assert(y > 0, ["none is left"])]):
            tf.identity(y, name="z")

    graph = Loaded(tf, build)
    graph.initialise()
    many = p.RunGraph(0, ("z",), feeds=packed({"step": [1, 2]}), times=50)
    assert graph.fault(many).message == graph.fault(p.RunGraph(0, ("z",), feeds=many.feeds)).message
    assert (
        "none is left"
        in graph.fault(p.RunGraph(0, ("z",), feeds=packed({"step": 0.1}), times=50)).message
    )


def test_an_assigned_value_stays(tf: Any, resource: bool) -> None:
    """A variable keeps what it is given, for all later runs."""
    graph = Loaded(tf, lambda tf: line(tf, resource))
    graph.assign({"x": [0.0, 1.0], "b": 3.0})
    assert graph.run("y") == [3.0, 5.0]
    assert graph.run("y:0") == [3.0, 5.0]


def test_a_variable_can_be_fetched_in_every_way(tf: Any, resource: bool) -> None:
    """By its operation, its tensor or its read, the answer is the value."""
    graph = Loaded(tf, lambda tf: line(tf, resource))
    graph.initialise()
    read = "x/Read/ReadVariableOp:0" if resource else "x/read:0"
    assert graph.run("x", "x:0", read) == [[1.0, 2.0]] * 3


def test_a_resource_variable_that_nothing_reads_can_be_fetched(tf: Any) -> None:
    """A variable without a read in its graph gets one here."""

    def build(tf: Any) -> None:
        handle = tf.raw_ops.VarHandleOp(dtype=tf.float32, shape=[2], name="w", shared_name="w")
        tf.raw_ops.AssignVariableOp(resource=handle, value=[1.0, 2.0], name="w/Assign")

    graph = Loaded(tf, build)
    graph.initialise()
    assert graph.run("w:0") == [1.0, 2.0]


def test_initialisers_that_need_each_other_run_one_by_one(tf: Any, resource: bool) -> None:
    """A variable that starts from another one, or cannot start, does not stop the rest."""

    def build(tf: Any) -> None:
        first = tf.Variable(2.0, name="first", use_resource=resource)
        tf.Variable(first * 3.0, name="second", use_resource=resource)
        tf.Variable(tf.placeholder(tf.float32, [], name="p"), name="never", use_resource=resource)

    graph = Loaded(tf, build)
    graph.initialise()
    assert graph.run("first", "second") == [2.0, 6.0]
    assert graph.fault(p.RunGraph(0, ("never",))).type == "FailedPreconditionError"


def test_a_value_of_another_shape_is_assigned_where_the_shape_is_open(
    tf: Any, resource: bool
) -> None:
    """With `inputs` the batch of a variable may have any size, and its initializer still runs."""
    graph = Loaded(tf, lambda tf: line(tf, resource), inputs=("x",))
    graph.initialise()
    assert graph.run("y") == [2.5, 4.5]
    graph.assign({"x": [1.0, 2.0, 3.0, 4.0, 5.0]})
    assert graph.run("y") == [2.5, 4.5, 6.5, 8.5, 10.5]
    assert graph.info("x") == p.NodeInfo("x", "VarHandleOp" if resource else "VariableV2",
                                         "float32", None, "x", 1)  # fmt: skip


def test_another_shape_is_refused_elsewhere(tf: Any, resource: bool) -> None:
    """A variable that is no input keeps its declared shape in the description."""
    graph = Loaded(tf, lambda tf: line(tf, resource))
    info = graph.info("x")
    assert info is not None
    assert (info.shape, info.dtype, info.variable) == ((2,), "float32", "x")


def test_a_batch_of_another_size_goes_through_a_layer(tf: Any, resource: bool) -> None:
    """The lessons' `features` variable feeds a network with any number of rows."""

    def build(tf: Any) -> None:
        x = tf.Variable(tf.ones([3, 4]), name="features", use_resource=resource)
        w = tf.Variable(tf.ones([4, 2]), name="w", use_resource=resource)
        tf.nn.relu(tf.matmul(x, w), name="y")

    graph = Loaded(tf, build, inputs=("features",))
    graph.initialise()
    graph.assign({"features": np.ones((7, 4))})
    assert graph.run("y") == [[4.0, 4.0]] * 7


@pytest.mark.parametrize("name", ["y", "nothing", "x:0", ""])
def test_only_a_variable_can_be_assigned(name: str, tf: Any) -> None:
    """Other names are answered with a fault that names them."""
    graph = Loaded(tf, lambda tf: line(tf, False))
    fault = graph.fault(p.Assign(0, packed({name: 1.0})))
    assert fault == p.GraphFault("NotFound", f"{name!r} is not a variable")


# -- runs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(lambda tf: tf.placeholder(tf.float32, [None], name="x"), id="placeholder"),
        pytest.param(lambda tf: tf.placeholder_with_default([0.0], [None], name="x"), id="default"),
        pytest.param(lambda tf: tf.constant([0.0, 0.0], name="x"), id="constant"),
        pytest.param(lambda tf: tf.identity(tf.zeros([2]), name="x"), id="any tensor"),
    ],
)
def test_any_tensor_can_be_fed(build: Build, tf: Any) -> None:
    """A placeholder, a constant or the middle of a graph takes the judge's value."""
    graph = Loaded(tf, lambda tf: tf.multiply(build(tf), 2.0, name="y"))
    assert graph.run("y", feed={"x:0": [1.0, 2.0]}) == [2.0, 4.0]
    assert graph.run("y", feed={"x": [3.0, 4.0]}) == [6.0, 8.0]


def test_several_fetches_come_from_one_run(tf: Any) -> None:
    """Random numbers that are fetched together agree."""

    def build(tf: Any) -> None:
        r = tf.random_uniform([4])
        tf.identity(r, name="r")
        tf.identity(r, name="same")

    first, second = Loaded(tf, build).run("r", "same")
    assert first == second


def test_many_times_are_stacked(tf: Any) -> None:
    """Repeated runs share a session: a counter counts, random numbers differ."""

    def build(tf: Any) -> None:
        n = tf.Variable(0.0, name="n")
        tf.assign_add(n, 1.0, name="up")
        tf.identity(tf.random_uniform([2], seed=1), name="r")

    graph = Loaded(tf, build)
    graph.initialise()
    assert graph.run("up", times=3) == [1.0, 2.0, 3.0]
    rows = graph.run("r", times=5)
    assert len({tuple(row) for row in rows}) == 5
    assert graph.run("n") == 3.0


def test_targets_run_for_their_effect(tf: Any, resource: bool) -> None:
    """Training steps run without fetching anything, and change what they train."""

    def build(tf: Any) -> None:
        w = tf.Variable(1.0, name="w", use_resource=resource)
        x = tf.placeholder(tf.float32, [], name="x")
        tf.train.GradientDescentOptimizer(0.5).minimize(w * x, name="step")

    graph = Loaded(tf, build)
    graph.initialise()
    request = p.RunGraph(0, targets=("step",), feeds=packed({"x": 1.0}), times=4)
    assert graph.ask(request) == {}
    assert graph.run("w") == -1.0


@pytest.mark.parametrize(
    ("request_", "type_", "message"),
    [
        pytest.param(p.RunGraph(0, ("nope",)), "NotFound", "no tensor 'nope'", id="no node"),
        pytest.param(p.RunGraph(0, ("y:7",)), "NotFound", "no tensor 'y:7'", id="no output"),
        pytest.param(p.RunGraph(0, ("y:x",)), "NotFound", "no tensor 'y:x'", id="no number"),
        pytest.param(p.RunGraph(0, ("y:1:2",)), "NotFound", "'y:1:2'", id="two numbers"),
        pytest.param(p.RunGraph(0, ("go",)), "NotFound", "no tensor 'go:0'", id="no tensor"),
        pytest.param(p.RunGraph(0, targets=("nope",)), "NotFound", "no operation", id="no target"),
        pytest.param(
            p.RunGraph(0, ("y",), feeds=packed({"nope": 1.0})), "NotFound", "no tensor",
            id="no feed",
        ),
        pytest.param(
            p.RunGraph(0, ("y",)), "InvalidArgumentError", "You must feed", id="not fed"
        ),
        pytest.param(
            p.RunGraph(0, ("y",), feeds=packed({"x": [1.0, 2.0, 3.0]})), "ValueError",
            "Cannot feed value of shape (3,)", id="shape",
        ),
        pytest.param(
            p.RunGraph(0, ("y",), feeds={"x": wire.Array("float32", (5,), b"")}), "Unsupported",
            "do not match its shape", id="damaged",
        ),
        pytest.param(p.RunGraph(0, ("text",)), "Unsupported", "do not travel", id="text"),
        pytest.param(p.RunGraph(0, ("bad",)), "InvalidArgumentError", "Inf", id="in the graph"),
        pytest.param(p.Ancestry(0, "nope"), "NotFound", "no operation 'nope'", id="ancestors"),
        pytest.param(p.SavedBy(0, "nope:0"), "NotFound", "no operation 'nope'", id="saver"),
        pytest.param(p.RestoreFrom(0, "nope", {}), "NotFound", "no operation 'nope'", id="restore"),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_a_fault(
    request_: p.Request, type_: str, message: str, tf: Any
) -> None:
    """Unknown names and everything that the graph raises are answered, never raised."""

    def build(tf: Any) -> None:
        x = tf.placeholder(tf.float32, [2], name="x")
        tf.multiply(x, 2.0, name="y")
        tf.no_op(name="go")
        tf.constant("text", name="text")
        tf.check_numerics(tf.constant(1.0) / 0.0, "bad", name="bad")

    graph = Loaded(tf, build)
    fault = graph.fault(request_)
    assert fault.type == type_
    assert message in fault.message
    assert graph.run("y", feed={"x": [1.0, 2.0]}) == [2.0, 4.0]


def test_a_fault_names_the_node(tf: Any) -> None:
    """Where TensorFlow says which node failed, the fault does too."""

    def build(tf: Any) -> None:
        x = tf.placeholder(tf.float32, name="x")
        tf.matmul(x, x, name="product")

    fault = Loaded(tf, build).fault(p.RunGraph(0, ("product",), feeds=packed({"x": [[1, 2]]})))
    assert (fault.type, fault.node) == ("InvalidArgumentError", "product")


# -- savers --------------------------------------------------------------------------------------


def pair(tf: Any, resource: bool, **options: Any) -> None:
    """Build two variables and a saver of both."""
    w = tf.Variable([1.0, 2.0], name="w", use_resource=resource)
    b = tf.Variable(3.0, name="b", use_resource=resource)
    tf.train.Saver({"weights": w, "bias": b}, **options)


SAVE, RESTORE = "save/control_dependency:0", "save/restore_all"


def test_what_a_saver_writes_can_be_restored(tf: Any, resource: bool) -> None:
    """saved and restore are inverse, with the checkpoint's own names."""
    graph = Loaded(tf, lambda tf: pair(tf, resource))
    graph.initialise()
    saved = graph.executor.answer(p.SavedBy(0, SAVE))
    assert isinstance(saved, p.Arrays)
    assert {name: wire.unpack(a).tolist() for name, a in saved.values.items()} == {
        "weights": [1.0, 2.0], "bias": 3.0,
    }  # fmt: skip
    graph.assign({"w": [0.0, 0.0], "b": 0.0})
    assert graph.ask(p.RestoreFrom(0, RESTORE, dict(saved.values))) == {}
    assert graph.run("w", "b") == [[1.0, 2.0], 3.0]


def test_a_secret_checkpoint_is_restored(tf: Any, resource: bool) -> None:
    """The judge's own values arrive in the right variables; other keys do no harm."""
    graph = Loaded(tf, lambda tf: pair(tf, resource))
    values = packed({"bias": -1.0, "weights": [7.0, 8.0], "unused": 1.0})
    assert graph.ask(p.RestoreFrom(0, RESTORE, values)) == {}
    assert graph.run("w", "b") == [[7.0, 8.0], -1.0]


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(lambda tf: pair(tf, False, sharded=True), id="sharded"),
        pytest.param(lambda tf: pair(tf, False, reshape=True), id="reshape"),
        pytest.param(lambda tf: pair(tf, False, restore_sequentially=True), id="sequential"),
    ],
)
def test_other_savers_save_and_restore_too(build: Build, tf: Any) -> None:
    """The options of a saver do not matter."""
    graph = Loaded(tf, build)
    graph.initialise()
    save = "save/Identity:0" if graph.info("save/Identity") else SAVE
    assert graph.ask(p.SavedBy(0, save)) == {"weights": [1.0, 2.0], "bias": 3.0}
    graph.ask(p.RestoreFrom(0, RESTORE, packed({"bias": 5.0, "weights": [6.0, 7.0]})))
    assert graph.run("w", "b") == [[6.0, 7.0], 5.0]


def test_each_of_two_savers_has_its_own_names(tf: Any) -> None:
    """Only the tensors of the saver that is asked for are written and restored."""

    def build(tf: Any) -> None:
        w = tf.Variable(1.0, name="w")
        b = tf.Variable(2.0, name="b")
        tf.train.Saver([w], name="first")
        tf.train.Saver({"other": b}, name="second")

    graph = Loaded(tf, build)
    graph.initialise()
    assert graph.ask(p.SavedBy(0, "first/control_dependency:0")) == {"w": 1.0}
    assert graph.ask(p.SavedBy(0, "second/control_dependency:0")) == {"other": 2.0}
    assert graph.ask(p.RestoreFrom(0, "second/restore_all", packed({"other": 5.0}))) == {}
    assert graph.run("w", "b") == [1.0, 5.0]


def test_a_key_that_the_checkpoint_lacks_is_named(tf: Any) -> None:
    """The fault is worded as TensorFlow words it."""
    graph = Loaded(tf, lambda tf: pair(tf, False))
    fault = graph.fault(p.RestoreFrom(0, RESTORE, packed({"bias": 1.0})))
    assert fault == p.GraphFault("NotFound", "Key weights not found in checkpoint")


def test_a_checkpoint_of_another_shape_is_a_fault(tf: Any) -> None:
    """The lesson's error: the shapes of variable and checkpoint do not match."""
    graph = Loaded(tf, lambda tf: pair(tf, False))
    fault = graph.fault(p.RestoreFrom(0, RESTORE, packed({"bias": [1.0, 2.0], "weights": 1.0})))
    assert fault.type == "InvalidArgumentError"
    assert "Assign requires shapes of both tensors to match" in fault.message


def test_no_file_is_touched(tf: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """Running the saver's own operations writes nothing."""
    monkeypatch.chdir(tmp_path)
    graph = Loaded(tf, lambda tf: pair(tf, False))
    graph.initialise()
    graph.ask(p.RunGraph(0, targets=("save/control_dependency",)))
    assert list(tmp_path.iterdir()) == []


# -- what is known of a graph --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "op", "dtype", "shape", "variable"),
    [
        pytest.param("x:0", "Placeholder", "float32", (-1, 2), "", id="open side"),
        pytest.param("any:0", "Placeholder", "int64", None, "", id="unknown rank"),
        pytest.param("x", "Placeholder", "", None, "", id="node"),
        pytest.param("w", "VariableV2", "float32", (2, 3), "w", id="variable"),
        pytest.param("w:0", "VariableV2", "float32", (2, 3), "w", id="its tensor"),
        pytest.param("w/read:0", "Identity", "float32", (2, 3), "w", id="its read"),
        pytest.param("r", "VarHandleOp", "float64", (4,), "r", id="resource variable"),
        pytest.param("r:0", "VarHandleOp", "float64", (4,), "r", id="its handle"),
        pytest.param("r/Read/ReadVariableOp:0", "ReadVariableOp", "float64", (4,), "r", id="read"),
        pytest.param("y:0", "MatMul", "float32", (-1, 3), "", id="product"),
        pytest.param("go", "NoOp", "", None, "", id="operation"),
    ],
)
def test_a_name_is_described(
    name: str, op: str, dtype: str, shape: tuple[int, ...] | None, variable: str, tf: Any
) -> None:
    """Type, dtype and static shape are told, and the variable that a read stands for."""

    def build(tf: Any) -> None:
        x = tf.placeholder(tf.float32, [None, 2], name="x")
        w = tf.Variable(tf.zeros([2, 3]), name="w")
        tf.Variable(tf.zeros([4], tf.float64), name="r", use_resource=True)
        tf.matmul(x, w, name="y")
        tf.placeholder(tf.int64, name="any")
        tf.no_op(name="go")

    info = Loaded(tf, build).info(name)
    assert info is not None
    assert (info.name, info.op, info.dtype, info.shape, info.variable) == (
        name, op, dtype, shape, variable,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["nope", "nope:0", "x:1", "x:y", "", ":0"])
def test_a_name_that_does_not_exist_is_left_out(name: str, tf: Any) -> None:
    """There is nothing to say of an unknown node or output."""
    assert Loaded(tf, lambda tf: line(tf, False)).info(name) is None


def test_positions_are_the_order_of_creation(tf: Any) -> None:
    """What was made first has the smaller position."""
    graph = Loaded(tf, lambda tf: line(tf, False))
    infos = [graph.info(name) for name in ("x", "b", "y")]
    positions = [info.position for info in infos if info is not None]
    assert len(positions) == 3
    assert positions == sorted(positions)


def test_ancestors_are_all_that_a_value_is_computed_from(tf: Any) -> None:
    """Inputs and control inputs count, and what comes later does not."""

    def build(tf: Any) -> None:
        a, b, c = (tf.constant(float(n), name=name) for n, name in enumerate("abc"))
        with tf.control_dependencies([c]):
            y = tf.add(a, b, name="y")
        tf.identity(y, name="later")

    graph = Loaded(tf, build)
    assert graph.ancestors("y") == {"a", "b", "c", "y"}
    assert graph.ancestors("y:0") == {"a", "b", "c", "y"}
    assert graph.ancestors("a") == {"a"}


@pytest.mark.parametrize(
    ("build", "written"),
    [
        pytest.param(lambda tf, w, v: tf.group(w.assign([1, 2]), name="op"), ("w",), id="assign"),
        pytest.param(lambda tf, w, v: tf.group(w.assign_add([1, 2]), name="op"), ("w",), id="add"),
        pytest.param(lambda tf, w, v: tf.group(w.assign_sub([1, 2]), name="op"), ("w",), id="sub"),
        pytest.param(lambda tf, w, v: tf.identity(w[0].assign(1.0), name="op"), ("w",), id="slice"),
        pytest.param(
            lambda tf, w, v: tf.identity(tf.scatter_update(w, [0], [1.0]), name="op"), ("w",),
            id="scatter",
        ),
        pytest.param(
            lambda tf, w, v: tf.train.GradientDescentOptimizer(0.1).minimize(
                tf.reduce_sum(w * v), name="op"
            ),
            ("v", "w"), id="gradient descent",
        ),
        pytest.param(
            lambda tf, w, v: tf.train.GradientDescentOptimizer(0.1).minimize(
                tf.reduce_sum(w * v), var_list=[v], name="op"
            ),
            ("v",), id="one of them",
        ),
        pytest.param(
            lambda tf, w, v: tf.train.MomentumOptimizer(0.1, 0.9).minimize(
                tf.reduce_sum(w), name="op"
            ),
            ("w",), id="momentum",
        ),
        pytest.param(
            lambda tf, w, v: tf.train.AdamOptimizer().minimize(tf.reduce_sum(w), name="op"),
            ("w",), id="Adam",
        ),
        pytest.param(lambda tf, w, v: tf.group(w.initializer, name="op"), ("w",), id="initializer"),
        pytest.param(
            lambda tf, w, v: tf.variables_initializer([w, v], name="op"), ("v", "w"), id="init"
        ),
        pytest.param(
            lambda tf, w, v: tf.group(tf.train.Saver([v]).saver_def.restore_op_name and
                                      tf.get_default_graph().get_operation_by_name(
                                          "save/restore_all"), name="op"),
            ("v",), id="restore",
        ),
        pytest.param(lambda tf, w, v: tf.add(w, v, name="op"), (), id="sum"),
        pytest.param(
            lambda tf, w, v: tf.scatter_nd([[0]], [1.0], [2], name="op"), (), id="scatter_nd"
        ),
    ],
)  # fmt: skip
def test_what_an_operation_writes_is_known(
    build: Callable[[Any, Any, Any], object], written: tuple[str, ...], tf: Any, resource: bool
) -> None:
    """Assignments, optimizers and restores name the student's variables that they change."""

    def whole(tf: Any) -> None:
        w = tf.Variable([1.0, 2.0], name="w", use_resource=resource)
        v = tf.Variable([3.0, 4.0], name="v", use_resource=resource)
        build(tf, w, v)

    graph = Loaded(tf, whole)
    assert tuple(name for name in graph.writes("op") if name in ("w", "v")) == written


# -- loading -------------------------------------------------------------------------------------


def test_the_first_graph_that_is_not_allowed_is_named(tf: Any) -> None:
    """Graphs are numbered as they were sent."""
    sources = []
    for build in (lambda: tf.constant(1), lambda: tf.io.read_file("x", name="r")):
        with tf.Graph().as_default() as graph:
            build()
        definition = graph.as_graph_def().SerializeToString()
        sources.append(p.GraphSource(definition, needed=("r",)))
    answer = Executor(tf).answer(p.Load(tuple(sources)))
    assert isinstance(answer, p.Loaded) and answer.rejection is not None
    assert (answer.rejection.graph, answer.rejection.node) == (1, "r")


def malformed(tf: Any, **nodes: tuple[str, list[str]]) -> bytes:
    """Return a definition whose nodes have these types and inputs, and no attributes."""
    graph_def = tf.GraphDef()
    for name, (op, inputs) in nodes.items():
        graph_def.node.add(name=name, op=op, input=inputs)
    return bytes(graph_def.SerializeToString())


@pytest.mark.parametrize(
    ("definition", "reason"),
    [
        pytest.param(lambda tf: b"\xff\xff", "not a graph definition", id="no definition"),
        pytest.param(
            lambda tf: malformed(tf, a=("NoOp", ["^b"])), "cannot be imported", id="no input"
        ),
        pytest.param(lambda tf: malformed(tf, a=("Add", [])), "cannot be imported", id="no inputs"),
        pytest.param(lambda tf: malformed(tf, a=("Assign", [])), "cannot be imported", id="Assign"),
        pytest.param(
            lambda tf: malformed(tf, a=("SaveV2", []), b=("RestoreV2", []), c=("Save", [])),
            "",
            id="savers without inputs",
        ),
        pytest.param(
            lambda tf: malformed(tf, a=("ReadVariableOp", [])), "cannot be imported", id="read"
        ),
        pytest.param(
            lambda tf: malformed(tf, w=("VariableV2", [])), "cannot be imported", id="variable"
        ),
    ],
)
def test_a_malformed_definition_is_rejected(
    definition: Callable[[Any], bytes], reason: str, tf: Any
) -> None:
    """Forged bytes are answered like a graph that is not allowed."""
    answer = Executor(tf).answer(p.Load((p.GraphSource(definition(tf), {"a": "b"}, ("a", "w")),)))
    assert isinstance(answer, p.Loaded)
    found = "" if answer.rejection is None else answer.rejection.reason
    assert reason in found


def test_a_function_that_hides_behind_an_operation_is_rejected(tf: Any) -> None:
    """A call of ReadFile inside a function is not excused by a function of that name."""
    graph_def = tf.GraphDef()
    for name, op in (("ReadFile", "NoOp"), ("outer", "ReadFile")):
        function = graph_def.library.function.add()
        function.signature.name = name
        function.node_def.add(name="n", op=op)
    answer = Executor(tf).answer(p.Load((p.GraphSource(graph_def.SerializeToString()),)))
    assert isinstance(answer, p.Loaded) and answer.rejection is not None
    assert answer.rejection.reason == "a function has the name of an operation: ReadFile"


def test_a_forged_initializer_is_ignored(tf: Any) -> None:
    """A claimed initializer that does not exist is replaced by the one in the graph."""
    with tf.Graph().as_default() as graph:
        tf.Variable(4.0, name="w")
    claimed = {"w": "no such operation", "nothing": "w/Assign"}
    source = p.GraphSource(graph.as_graph_def().SerializeToString(), claimed)
    executor = Executor(tf)
    assert executor.answer(p.Load((source,))) == p.Loaded()
    assert executor.answer(p.Initialise(0)) == p.Arrays()
    answer = executor.answer(p.RunGraph(0, ("w",)))
    assert isinstance(answer, p.Arrays)
    assert wire.unpack(answer.values["w"]).tolist() == 4.0
