"""The vet: what may be in a graph, what is taken out of it, and what is named as not allowed."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.execute import vet as vetting
from grader.execute.protocol import Rejection
from grader.execute.vet import MAX_ELEMENTS, MAX_FUNCTIONS, MAX_NAME, MAX_NODES, MAX_TEXT
from grader.foundation.operations import ALLOWED, SAVERS

pytestmark = pytest.mark.slow

Build = Callable[[Any], object]


def graph_of(tf: Any, build: Build) -> Any:
    """Return the GraphDef of what `build` makes."""
    with tf.Graph().as_default() as graph:
        build(tf)
    return graph.as_graph_def()


def vet(graph_def: Any, number: int = 0) -> Rejection | None:
    """Vet a graph against all operations of this TensorFlow."""
    from tensorflow.python.framework import op_def_registry

    known = [
        name
        for name in {function.signature.name for function in graph_def.library.function}
        if op_def_registry.get(name)
    ]
    return vetting.vet(graph_def, number, known)


def with_function(graph_def: Any, name: str = "f", **nodes: str) -> Any:
    """Add a library function whose body has nodes with these names and operation types."""
    function = graph_def.library.function.add()
    function.signature.name = name
    for node, op in nodes.items():
        function.node_def.add(name=node, op=op)
    return function


def train(tf: Any) -> None:
    """Build a small network with a loss, an optimizer and a saver."""
    x = tf.placeholder(tf.float32, [None, 4])
    y = tf.placeholder(tf.float32, [None, 2])
    w = tf.Variable(tf.truncated_normal([4, 2]), name="w")
    b = tf.get_variable("b", [2], use_resource=True)
    logits = tf.nn.dropout(tf.nn.relu(tf.matmul(x, w) + b), rate=0.5)
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
    tf.train.AdamOptimizer(0.1).minimize(cost + tf.nn.l2_loss(w))
    tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1)), tf.float32))
    tf.global_variables_initializer()
    tf.train.Saver()


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(train, id="training"),
        pytest.param(lambda tf: tf.train.MomentumOptimizer(0.1, 0.9).minimize(
            tf.square(tf.Variable(1.0))), id="momentum"),
        pytest.param(lambda tf: tf.train.Saver([tf.Variable(1.0)], sharded=True), id="sharded"),
        pytest.param(lambda tf: tf.cond(tf.constant(True), lambda: 1, lambda: 2), id="cond"),
        pytest.param(lambda tf: tf.while_loop(lambda n: n < 3, lambda n: n + 1, [0]), id="while"),
        pytest.param(lambda tf: tf.print("shape", tf.zeros([2])), id="print"),
        pytest.param(lambda tf: tf.Print(tf.zeros([2]), [1]), id="Print"),
        pytest.param(
            lambda tf: tf.debugging.assert_equal(1, tf.placeholder(tf.int32)), id="assert"
        ),
        pytest.param(lambda tf: tf.function(lambda x: x * 2)(tf.constant(1.0)), id="function"),
        pytest.param(lambda tf: tf.ones([8192, 8192]), id="largest"),
        pytest.param(lambda tf: None, id="empty"),
    ],
)  # fmt: skip
def test_what_the_lessons_use_is_allowed(build: Build, tf: Any) -> None:
    """An honest graph passes and can be imported afterwards."""
    graph_def = graph_of(tf, build)
    assert vet(graph_def) is None
    with tf.Graph().as_default():
        tf.import_graph_def(graph_def, name="")


@pytest.mark.parametrize("shape", [[], [3], [2, 0], None], ids=str)
def test_memory_is_filled_before_it_is_shown(shape: list[int] | None, tf: Any) -> None:
    """What would show memory as it was found is zeros, in the graph and in its functions."""

    def build(tf: Any) -> None:
        tf.raw_ops.Empty(shape=[3], dtype=tf.float32, init=False)
        tf.raw_ops.FakeParam(dtype=tf.float64, shape=tf.TensorShape(shape), name="fake")
        tf.raw_ops.FakeParam(dtype=tf.variant, shape=tf.TensorShape(shape), name="list")

    graph_def = graph_of(tf, build)
    function = with_function(graph_def, stand_in="FakeParam", empty="Empty")
    function.node_def[0].attr["dtype"].type = 1
    assert vet(graph_def) is None
    found = {node.name: node for node in (*graph_def.node, *function.node_def)}
    assert found["Empty"].attr["init"].b and found["empty"].attr["init"].b
    ops = [found[name].op for name in ("fake", "list", "stand_in")]
    assert ops == ["Const", "FakeParam", "Const"]
    with tf.Graph().as_default() as graph, tf.Session() as session:
        tf.import_graph_def(graph_def, name="")
        value = session.run(graph.get_tensor_by_name("fake:0"))
    np.testing.assert_array_equal(value, np.zeros([0] if shape is None else shape))


@pytest.mark.parametrize(
    ("op", "build"),
    [
        pytest.param(
            "PyFunc", lambda tf: tf.py_func(lambda x: x, [tf.constant(1.0)], tf.float32),
            id="PyFunc",
        ),
        pytest.param(
            "EagerPyFunc", lambda tf: tf.py_function(lambda x: x, [tf.constant(1.0)], tf.float32),
            id="EagerPyFunc",
        ),
        pytest.param("ReadFile", lambda tf: tf.io.read_file("/etc/passwd"), id="ReadFile"),
        pytest.param("WriteFile", lambda tf: tf.io.write_file("x", "y"), id="WriteFile"),
        pytest.param("MatchingFiles", lambda tf: tf.io.matching_files("/*"), id="MatchingFiles"),
        pytest.param("Abort", lambda tf: tf.raw_ops.Abort(), id="Abort"),
        pytest.param(
            "DebugIdentity",
            lambda tf: tf.raw_ops.DebugIdentity(input=tf.constant(1), debug_urls=["file:///tmp/x"]),
            id="DebugIdentity",
        ),
        pytest.param(
            "FIFOQueueV2", lambda tf: tf.queue.FIFOQueue(1, tf.float32), id="FIFOQueueV2"
        ),
        pytest.param(
            "Timestamp", lambda tf: tf.timestamp(), id="Timestamp"
        ),
        pytest.param(
            "HashTableV2",
            lambda tf: tf.raw_ops.HashTableV2(key_dtype=tf.string, value_dtype=tf.int64),
            id="HashTableV2",
        ),
    ],
)  # fmt: skip
def test_an_operation_that_is_not_listed_is_named(op: str, build: Build, tf: Any) -> None:
    """The rejection names node, type and the node's place, which leads to the student's line."""
    graph_def = graph_of(tf, lambda tf: (tf.constant(1, name="first"), build(tf)))
    found = vet(graph_def, number=3)
    assert found is not None
    assert (found.graph, found.op) == (3, op)
    assert found.reason == f"operations of type {op!r} are not allowed"
    assert graph_def.node[found.position].name == found.node
    assert graph_def.node[found.position].op == op


def test_no_dangerous_operation_is_listed() -> None:
    """Nothing that touches files, the network, Python or the process is on the list."""
    dangerous = (
        "File", "Py", "Abort", "Debug", "Queue", "Reader", "Writer", "Dataset", "Iterator", "Rpc",
        "Socket", "Plugin", "Load", "Send", "Recv", "Remote", "Collective", "Barrier", "Lookup",
        "Table", "Stage", "Session", "Symbolic", "Xla", "Tpu", "Summary",
    )  # fmt: skip
    harmless = {
        "DebugGradientIdentity", "DebugGradientRefIdentity", "ScalarSummary", "MergeSummary",
        "HistogramSummary", "ImageSummary", "AudioSummary", "AudioSummaryV2", "TensorSummary",
        "TensorSummaryV2",
    }  # fmt: skip
    assert [
        op for op in sorted(ALLOWED) if any(word in op for word in dangerous) and op not in harmless
    ] == []
    assert ALLOWED.isdisjoint(SAVERS)


def test_every_listed_operation_exists(tf: Any) -> None:
    """The list has no misspelt name: TensorFlow knows each operation type."""
    from tensorflow.python.framework import op_def_registry

    assert [op for op in sorted(ALLOWED | SAVERS) if op_def_registry.get(op) is None] == []


@pytest.mark.parametrize(
    ("stream", "allowed"),
    [("stderr", True), ("stdout", True), ("log(info)", False), ("file:///tmp/x", False)],
    ids=["stderr", "stdout", "log", "file"],
)
def test_printing_is_for_the_standard_streams(stream: str, allowed: bool, tf: Any) -> None:
    """`tf.print` may not write files."""
    graph_def = graph_of(
        tf, lambda tf: tf.raw_ops.PrintV2(input="text", output_stream=stream, name="p")
    )
    found = vet(graph_def)
    assert (found is None) == allowed
    if found is not None:
        assert (found.node, found.op) == ("p", "PrintV2")
        assert found.reason == "tf.print may write to stderr and stdout only"


# -- library functions ---------------------------------------------------------------------------


def test_the_body_of_a_function_is_vetted(tf: Any) -> None:
    """A forbidden operation inside a `tf.function` is found; it has no place in the graph."""

    def build(tf: Any) -> None:
        @tf.function
        def read() -> Any:
            return tf.io.read_file("/etc/passwd")

        read()

    found = vet(graph_of(tf, build))
    assert found is not None
    assert (found.op, found.position) == ("ReadFile", -1)


def test_a_node_of_a_function_is_not_taken_for_one_of_the_graph(tf: Any) -> None:
    """Where both have the same name, the line of the innocent one is not blamed."""
    graph_def = graph_of(tf, lambda tf: tf.constant(1, name="same"))
    with_function(graph_def, same="ReadFile")
    found = vet(graph_def)
    assert found == Rejection(
        0, "same", "ReadFile", "operations of type 'ReadFile' are not allowed"
    )


def test_the_saver_operations_are_not_allowed_in_functions(tf: Any) -> None:
    """Saver operations are cut out of the graph only, so functions may have none."""
    graph_def = graph_of(tf, lambda tf: None)
    with_function(graph_def, r="RestoreV2")
    found = vet(graph_def)
    assert found is not None
    assert (found.node, found.op) == ("r", "RestoreV2")


def test_a_call_of_a_function_by_its_name_is_allowed(tf: Any) -> None:
    """A node whose type is a library function is a call of it, in functions too."""
    graph_def = graph_of(tf, lambda tf: None)
    with_function(graph_def, "inner", n="NoOp")
    with_function(graph_def, "outer", c="inner")
    graph_def.node.add(name="call", op="outer")
    assert vet(graph_def) is None


@pytest.mark.parametrize(
    "calls",
    [
        pytest.param({"f": "f"}, id="itself"),
        pytest.param({"f": "g", "g": "h", "h": "f"}, id="in a circle"),
        pytest.param({"e": "f", "f": "g", "g": "f"}, id="not from the first"),
    ],
)
@pytest.mark.parametrize("by_name", [True, False])
def test_a_function_may_not_call_itself(calls: dict[str, str], by_name: bool, tf: Any) -> None:
    """TensorFlow would follow a recursion without an end, however it is written."""
    graph_def = tf.GraphDef()
    for caller, called in calls.items():
        if by_name:
            with_function(graph_def, caller, n=called)
        else:
            function = with_function(graph_def, caller, n="PartitionedCall")
            function.node_def[0].attr["f"].func.name = called
    rejection = vet(graph_def)
    assert rejection is not None
    assert "calls itself" in rejection.reason


@pytest.mark.parametrize("name", ["ReadFile", "MatMul", "nowhere"])
def test_only_functions_of_the_graph_are_called(name: str, tf: Any) -> None:
    """An operation may not be given as a function, not even within another function's attribute."""
    graph_def = tf.GraphDef()
    with_function(graph_def, "f", n="Identity")
    call = graph_def.node.add(name="y", op="PartitionedCall").attr["f"].func
    call.name = "f"
    assert vet(graph_def) is None
    call.attr["g"].func.name = name
    rejection = vet(graph_def)
    assert rejection is not None
    assert rejection.reason == f"it calls {name!r}, which is no function of the graph"


def test_a_function_may_not_be_named_like_an_operation(tf: Any) -> None:
    """A function called ReadFile would make a forbidden name look like a call."""
    graph_def = graph_of(tf, lambda tf: None)
    with_function(graph_def, "ReadFile", n="NoOp")
    graph_def.node.add(name="call", op="ReadFile")
    found = vet(graph_def)
    assert found is not None
    assert found.reason == "a function has the name of an operation: ReadFile"


# -- sizes ---------------------------------------------------------------------------------------


def constant(graph_def: Any, sides: tuple[int, ...], dtype: str = "float") -> Any:
    """Add a constant that claims a shape and holds one value; return its attribute."""
    node = graph_def.node.add(name="c", op="Const")
    tensor = node.attr["value"].tensor
    for side in sides:
        tensor.tensor_shape.dim.add(size=side)
    getattr(tensor, f"{dtype}_val").append(b"1" if dtype == "string" else 1)
    return node


@pytest.mark.parametrize(
    ("sides", "reason"),
    [
        pytest.param((1 << 24,), "", id="16 million"),
        pytest.param(((1 << 24) + 1,), "16,777,217 elements and holds 1", id="17 million"),
        pytest.param((100_000, 100_000), "a tensor of 10,000,000,000 elements", id="10 billion"),
        pytest.param((1 << 62, 1 << 62), "a tensor of", id="beyond int64"),
        pytest.param((-1,), "without a definite shape", id="open"),
        pytest.param((-5,), "without a definite shape", id="negative"),
        pytest.param((0, 1 << 40), "a tensor of", id="empty but wide"),
        pytest.param((), "", id="scalar"),
    ],
)
@pytest.mark.parametrize("dtype", ["float", "string", "uint64"])
def test_a_constant_may_not_claim_what_it_does_not_hold(
    sides: tuple[int, ...], reason: str, dtype: str, tf: Any
) -> None:
    """A splat constant of a few bytes cannot fill the memory."""
    graph_def = tf.GraphDef()
    constant(graph_def, sides, dtype)
    found = vet(graph_def)
    assert (found is None) == (not reason)
    if found is not None:
        assert (found.node, found.op, found.position) == ("c", "Const", 0)
        assert reason in found.reason


def test_a_large_constant_that_is_held_is_allowed(tf: Any) -> None:
    """Bytes that are really there have been counted already."""
    graph_def = graph_of(tf, lambda tf: tf.constant(np.zeros(1 << 20, np.float32)))
    assert vet(graph_def) is None


def huge(value: Any) -> None:
    """Make an attribute a shape of ten billion elements."""
    value.shape.dim.add(size=100_000)
    value.shape.dim.add(size=100_000)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        pytest.param(lambda a: huge(a["shape"]), "10,000,000,000 elements", id="shape"),
        pytest.param(
            lambda a: a["shapes"].list.shape.add().dim.add(size=-2), "negative side", id="list"
        ),
        pytest.param(
            lambda a: a["v"].list.tensor.add().tensor_shape.dim.add(size=-1), "definite shape",
            id="list of tensors",
        ),
        pytest.param(lambda a: huge(a["f"].func.attr["T"]), "elements", id="function"),
        pytest.param(
            lambda a: huge(a["f"].func.attr["g"].func.attr["T"]), "elements", id="inner function"
        ),
        pytest.param(
            lambda a: huge(a["branches"].list.func.add().attr["T"]), "elements", id="branches"
        ),
        pytest.param(
            lambda a: setattr(a["s"], "s", b"x" * (MAX_TEXT + 1)), "a text of 65,537 bytes",
            id="text",
        ),
        pytest.param(
            lambda a: a["s"].list.s.append(b"x" * (MAX_TEXT + 1)), "a text of 65,537 bytes",
            id="list of texts",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["graph", "function", "function's own"])
def test_every_attribute_is_measured(
    place: Callable[[Any], object], reason: str, where: str, tf: Any
) -> None:
    """Sizes are bounded in nodes, in functions, and in attributes that functions are given."""
    graph_def = tf.GraphDef()
    if where == "graph":
        place(graph_def.node.add(name="n", op="NoOp").attr)
    else:
        function = with_function(graph_def, n="NoOp")
        place(function.node_def[0].attr if where == "function" else function.attr)
    found = vet(graph_def)
    assert found is not None
    assert reason in found.reason


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        pytest.param(
            lambda g: [g.node.add(name=f"n{n}", op="NoOp") for n in range(MAX_NODES + 1)],
            "it has 20,001 operations; 20,000 are allowed", id="nodes",
        ),
        pytest.param(
            lambda g: with_function(g, **{f"n{n}": "NoOp" for n in range(MAX_NODES + 1)}),
            "it has 20,001 operations; 20,000 are allowed", id="nodes of a function",
        ),
        pytest.param(
            lambda g: [with_function(g, f"f{n}") for n in range(MAX_FUNCTIONS + 1)],
            "501 functions; 500 are allowed", id="functions",
        ),
        pytest.param(
            lambda g: g.node.add(name="n" * (MAX_NAME + 1), op="NoOp"),
            "a name is longer than 2000 characters", id="name",
        ),
        pytest.param(
            lambda g: g.node.add(name="n", op="NoOp", input=["^" + "n" * MAX_NAME]),
            "a name is longer than 2000 characters", id="input",
        ),
        pytest.param(
            lambda g: g.node.add(name="n", op="x" * 10_000), "operations of type 'xxx", id="type"
        ),
    ],
)  # fmt: skip
def test_the_number_of_things_is_bounded(
    build: Callable[[Any], object], reason: str, tf: Any
) -> None:
    """Too many nodes or functions and too long names are not allowed."""
    graph_def = tf.GraphDef()
    build(graph_def)
    found = vet(graph_def)
    assert found is not None
    assert reason in found.reason
    assert len(found.reason) < 200
    assert len(found.node) <= 200


def test_as_many_nodes_as_allowed_are_allowed(tf: Any) -> None:
    """The bound itself is within the bound."""
    graph_def = tf.GraphDef()
    for number in range(MAX_NODES):
        graph_def.node.add(name=f"n{number}", op="NoOp")
    assert vet(graph_def) is None
    assert MAX_ELEMENTS == 1 << 26


# -- what is taken out ---------------------------------------------------------------------------


def test_devices_and_private_attributes_are_dropped(tf: Any) -> None:
    """Where to run and how to compile is not the student's to say; colocation may stay."""
    graph_def = tf.GraphDef()
    function = with_function(graph_def, n="NoOp")
    function.attr["_XlaMustCompile"].b = True
    for node in (graph_def.node.add(name="n", op="NoOp"), function.node_def[0]):
        node.device = "/job:elsewhere/gpu:7"
        node.attr["_XlaMustCompile"].b = True
        node.attr["_class"].list.s.append(b"loc:@n")
        node.attr["T"].type = 1
        huge(node.attr["_anything"])
    assert vet(graph_def) is None
    for node in (graph_def.node[0], function.node_def[0]):
        assert node.device == ""
        assert sorted(node.attr) == ["T", "_class"]
    assert sorted(function.attr) == []


@pytest.mark.parametrize("sharded", [False, True], ids=["whole", "sharded"])
def test_savers_are_cut_out(sharded: bool, tf: Any) -> None:
    """No saver operation is left: restoring reads placeholders, saving does nothing."""

    def build(tf: Any) -> None:
        tf.Variable([1.0, 2.0], name="w")
        tf.Variable(3, name="n", use_resource=True)
        tf.train.Saver(sharded=sharded)

    graph_def = graph_of(tf, build)
    before = {node.name: node.op for node in graph_def.node if node.op in SAVERS}
    assert vet(graph_def) is None
    after = {node.name: node for node in graph_def.node}
    assert [node.name for node in graph_def.node if node.op in SAVERS] == []
    expected = {"SaveV2": "NoOp", "MergeV2Checkpoints": "NoOp", "RestoreV2": "IdentityN",
                "ShardedFilename": "Const"}  # fmt: skip
    assert before != {}
    assert {name: after[name].op for name in before} == {
        name: expected[op] for name, op in before.items()
    }
    placeholders = [n for n in graph_def.node if n.name.startswith("save/RestoreV2/graphgrade_")]
    assert {n.op for n in placeholders} == {"Placeholder"}
    assert [n.attr["dtype"].type for n in placeholders] == [
        dtype for name in before for dtype in after[name].attr["T"].list.type
    ]


def test_a_cut_saver_can_be_imported_and_fed(tf: Any) -> None:
    """What a checkpoint would have held is fed instead, whatever its shape."""

    def build(tf: Any) -> None:
        tf.Variable([1.0, 2.0], name="w")
        tf.train.Saver()

    graph_def = graph_of(tf, build)
    assert vet(graph_def) is None
    with tf.Graph().as_default(), tf.Session() as session:
        tf.import_graph_def(graph_def, name="")
        session.run("save/restore_all", {"save/RestoreV2:0": [5.0, 6.0]})
        assert session.run("w:0").tolist() == [5.0, 6.0]
        session.run("save/control_dependency:0")


def test_a_rejected_graph_is_left_as_it_was(tf: Any) -> None:
    """Nothing is rewritten before everything has been checked."""
    graph_def = graph_of(tf, lambda tf: (tf.train.Saver([tf.Variable(1.0)]), tf.io.read_file("x")))
    before = graph_def.SerializeToString(deterministic=True)
    assert vet(graph_def) is not None
    assert before == graph_def.SerializeToString(deterministic=True)
