"""Graphs that no script of good will builds, each through the vet and a confined executor.

A graph is rejected, or raises a fault, or loses its executor and says why, or does no harm. What it
may not do: touch a file, take the grader along, or outlive its limits.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from grader.execute import protocol as p
from grader.foundation.limits import Limits
from grader.judge.connection import (
    Connection,
    ExecutorLost,
    GraphError,
    GraphRejected,
    PipeTransport,
)
from grader.workers.child import Child
from grader.workers.endings import executor_ending
from grader.workers.scratch import scratch_folder
from grader.workers.supervisor import Supervisor

pytestmark = pytest.mark.slow

LIMITS = Limits(wall_s=13, cpu_s=5, memory_mb=512)
SOON = Limits(wall_s=10, cpu_s=1, memory_mb=512)
FLOAT, INT32, STRING, RESOURCE = 1, 3, 7, 20
KEPT = Path(tempfile.gettempdir()) / f"graphgrade-kept-{os.getpid()}"
Build = Callable[[Any], Any]


@pytest.fixture(scope="module")
def supervisor() -> Iterator[Supervisor]:
    """Return warm parents of this module's own."""
    with Supervisor() as one:
        yield one


def run(
    supervisor: Supervisor, definition: bytes, limits: Limits = LIMITS
) -> tuple[str, str, Child]:
    """Load a graph, initialise it and fetch `y:0`; return the outcome, its words, the executor."""
    request_r, request_w = os.pipe()
    answer_r, answer_w = os.pipe()
    with scratch_folder() as scratch, ThreadPoolExecutor(1) as pool:
        child = supervisor.spawn("execute", limits, scratch=scratch, channels=(request_r, answer_w))
        asked = pool.submit(ask, PipeTransport(request_w, answer_r), definition)
        supervisor.wait(child)
        outcome, words = asked.result()
        assert list(scratch.iterdir()) == []
    if outcome == "lost":
        ending = executor_ending(child)
        outcome, words = ending.status, ending.problem.message
    return outcome, words, child


def ask(transport: PipeTransport, definition: bytes) -> tuple[str, str]:
    """Do what the judge does with a graph."""
    connection = Connection(transport)
    try:
        connection.load((p.GraphSource(definition, needed=("y",)),))
        connection.initialise(0)
        connection.run(0, ("y:0",), (), {}, 1)
    except GraphRejected as found:
        return "rejected", found.rejection.reason
    except GraphError as error:
        return "fault", error.message
    except ExecutorLost as lost:
        return "lost", str(lost)
    finally:
        transport.close()
    return "harmless", ""


# -- building ------------------------------------------------------------------------------------


def made(build: Build) -> Build:
    """Return a builder of the GraphDef that Python code makes; `y` is what the code returns."""

    def graph_def(tf: Any) -> Any:
        with tf.Graph().as_default() as graph:
            found = build(tf)
            tf.identity(found, name="y")
        return graph.as_graph_def()

    return graph_def


def raw(*nodes: tuple[str, str, str, dict[str, Any]]) -> Build:
    """Return a builder of a GraphDef of these nodes."""

    def graph_def(tf: Any) -> Any:
        found = tf.GraphDef()
        for name, op, inputs, attributes in nodes:
            add(found.node, name, op, inputs, **attributes)
        return found

    return graph_def


def n(name: str, op: str, inputs: str = "", **attributes: Any) -> Any:
    """Return a node for `raw`."""
    return name, op, inputs, attributes


def add(nodes: Any, name: str, op: str, inputs: str = "", **attributes: Any) -> Any:
    """Add a node. An attribute is a type's number, text, truth, or what sets it when called."""
    node = nodes.add(name=name, op=op, input=inputs.split())
    for key, value in attributes.items():
        if callable(value):
            value(node.attr[key])
        elif isinstance(value, bytes):
            node.attr[key].s = value
        elif isinstance(value, bool):
            node.attr[key].b = value
        else:
            node.attr[key].type = value
    return node


def sides(*dims: int) -> Callable[[Any], None]:
    """Set a shape."""
    return lambda attribute: [attribute.shape.dim.add(size=size) for size in dims]


def types(*kinds: int) -> Callable[[Any], None]:
    """Set a list of types."""
    return lambda attribute: attribute.list.type.extend(kinds)


def strings(*found: bytes) -> Callable[[Any], None]:
    """Set a list of texts."""
    return lambda attribute: attribute.list.s.extend(found)


def const(name: str, kind: int, *dims: int, **values: Any) -> Any:
    """Return a Const for `raw`; what it holds may be less than its shape."""

    def fill(attribute: Any) -> None:
        attribute.tensor.dtype = kind
        for size in dims:
            attribute.tensor.tensor_shape.dim.add(size=size)
        for field, value in values.items():
            getattr(attribute.tensor, field).extend(value)

    return n(name, "Const", dtype=kind, value=fill)


def number(name: str, *dims: int) -> Any:
    """Return a float constant that holds a single 1."""
    return const(name, FLOAT, *dims, float_val=[1.0])


def text(name: str, *values: str) -> Any:
    """Return a text constant: one text, or a list."""
    dims = [] if len(values) == 1 else [len(values)]
    return const(name, STRING, *dims, string_val=[value.encode() for value in values])


def y(inputs: str = "x", **attributes: Any) -> Any:
    """Return the node that is fetched: what it is given, unchanged."""
    return n("y", "Identity", inputs, **(attributes or {"T": FLOAT}))


def saving(path: object) -> tuple[Any, ...]:
    """Return the constants that saver operations take: a prefix, names of tensors, slices."""
    names = const("names", STRING, 1, string_val=[b"w"])
    return text("prefix", str(path)), names, const("slices", STRING, 1, string_val=[b""])


X = number("x")


def calling(
    function: str, *bodies: tuple[str, str], op: str = "PartitionedCall", inner: str = ""
) -> Build:
    """Return a builder of a graph that calls a function; bodies are functions of one operation.

    inner: the function that a body which is itself a call calls.
    """

    def graph_def(tf: Any) -> Any:
        found = raw(X)(tf)
        for name, operation in bodies:
            added = found.library.function.add()
            added.signature.name = name
            added.signature.input_arg.add(name="a", type=FLOAT)
            added.signature.output_arg.add(name="r", type=FLOAT)
            node = add(added.node_def, "n", operation, "a", T=FLOAT)
            if operation == "PartitionedCall":
                give(node, inner)
            added.ret["r"] = "n:output:0"
        give(add(found.node, "y", op, "x"), function)
        return found

    return graph_def


def give(node: Any, function: str) -> None:
    """Make a node a call of a function from one float to another."""
    node.attr["f"].func.name = function
    for key in ("Tin", "Tout"):
        node.attr[key].list.type.append(FLOAT)


def loop(body: Callable[[Any, Any], Any]) -> Build:
    """Return a builder of a loop that never ends."""
    return made(lambda tf: tf.while_loop(lambda i: i < 1.0, lambda i: body(tf, i) * 1.0, [0.0]))


def functional_loop(tf: Any) -> Any:
    """Build a loop of two functions whose condition always holds."""
    scalar = tf.TensorSpec([], tf.float32)
    return tf.raw_ops.While(
        input=[tf.constant(0.0)],
        cond=tf.function(lambda i: i < 1.0).get_concrete_function(scalar),
        body=tf.function(lambda i: i * 1.0).get_concrete_function(scalar),
    )[0]


def doubled_text(tf: Any) -> Any:
    """Build a text that is doubled sixty times."""
    double = lambda i, s: (i + 1, tf.strings.join([s, s]))  # noqa: E731
    return tf.while_loop(lambda i, s: i < 60, double, [0, "xx"])[1]


def many_splats(tf: Any) -> Any:
    """Build a sum of 100 constants of 64 MB, each held as one number."""
    names = [f"c{number}" for number in range(100)]
    splats = [const(name, FLOAT, 1 << 24, float_val=[i]) for i, name in enumerate(names)]
    graph = raw(*splats)(tf)
    total = add(graph.node, "y", "AddN", " ".join(names), T=FLOAT)
    total.attr["N"].i = 100
    return graph


def long_chain(tf: Any) -> Any:
    """Build 5,000 operations in a row."""
    names = ["x", *(f"n{n}" for n in range(5_000)), "y"]
    pairs = zip(names[1:], names, strict=False)
    return raw(X, *[n(name, "Identity", before, T=FLOAT) for name, before in pairs])(tf)


def on_a_device(tf: Any) -> Any:
    """Build a graph for a device of another machine."""
    graph = raw(X, y())(tf)
    for node in graph.node:
        node.device = "/job:evil/task:7/device:GPU:9"
    return graph


# -- what must not be run: the words of the reason, and how it is built --------------------------

IMPORT = "cannot be imported"
NAMED = "name of an operation"
TO_KEPT = f"file://{KEPT}".encode()
REJECTED: dict[str, tuple[str, Build]] = {
    "shows_a_temporary_variable": (
        "TemporaryVariable",
        made(lambda tf: tf.raw_ops.TemporaryVariable(shape=[9], dtype=tf.float32) + 0.0),
    ),
    "joins_less_than_it_says": (
        "ParallelConcat",
        made(lambda tf: tf.raw_ops.ParallelConcat(values=[tf.ones([1])], shape=[9])),
    ),
    "py_func": ("PyFunc", made(lambda tf: tf.py_func(lambda: 1.0, [], tf.float32))),
    "abort": ("Abort", raw(X, n("a", "Abort"), y("x ^a"))),
    "reads_a_file": ("ReadFile", made(lambda tf: tf.io.read_file("/etc/passwd"))),
    "writes_a_file": (
        "WriteFile",
        raw(X, text("t", str(KEPT)), n("w", "WriteFile", "t t"), y("x ^w")),
    ),
    "prints_to_a_file": (
        "tf.print",
        raw(X, text("t", "x"), n("w", "PrintV2", "t", output_stream=TO_KEPT), y("x ^w")),
    ),
    "debugs_to_a_file": (
        "DebugIdentity",
        raw(X, n("y", "DebugIdentity", "x", T=FLOAT, debug_urls=strings(TO_KEPT))),
    ),
    "debugs_to_a_server": (
        "DebugIdentityV3",
        raw(X, n("y", "DebugIdentityV3", "x", T=FLOAT, debug_urls=strings(b"grpc://localhost:1"))),
    ),
    "hides_in_a_function": ("ReadFile", calling("f", ("f", "ReadFile"))),
    "names_a_function_like_an_allowed_one": (NAMED, calling("Relu", ("Relu", "Identity"))),
    "names_a_function_like_a_forbidden_one": (
        NAMED,
        calling("f", ("ReadFile", "Identity"), ("f", "ReadFile")),
    ),
    "calls_an_operation_as_a_function": ("no function of the graph", calling("ReadFile")),
    "calls_an_unknown_function": ("no function of the graph", calling("nowhere")),
    "calls_another_machine": ("RemoteCall", calling("f", ("f", "Identity"), op="RemoteCall")),
    "calls_itself": ("calls itself", calling("f", ("f", "PartitionedCall"), inner="f")),
    "calls_itself_by_name": ("calls itself", calling("f", ("f", "f"))),
    "calls_in_a_circle": (
        "calls itself",
        calling("f", ("f", "PartitionedCall"), ("g", "f"), inner="g"),
    ),
    "claims_ten_billion_elements": ("10,000,000,000", raw(number("y", 10**10))),
    "claims_more_than_a_number_holds": ("elements", raw(number("y", 1 << 40, 1 << 40))),
    "has_30_000_nodes": ("30,000", raw(*[n(f"n{i}", "NoOp") for i in range(30_000)])),
    "goes_in_a_circle": (IMPORT, raw(n("x", "Identity", "y", T=FLOAT), y())),
    "reads_itself": (IMPORT, raw(y("y"))),
    "reads_from_nowhere": (IMPORT, raw(y("nowhere:99"))),
    "reads_before_the_first": (IMPORT, raw(X, y("x:-1"))),
    "has_two_of_one_name": (IMPORT, raw(X, X, y())),
    "has_an_attribute_of_the_wrong_kind": (IMPORT, raw(X, y(T=b"text"))),
    "has_a_type_that_does_not_exist": (IMPORT, raw(X, y(T=9999))),
    "has_the_wrong_type": (IMPORT, raw(X, y(T=STRING))),
    "is_with_something_missing": (IMPORT, raw(X, y(T=FLOAT, _class=strings(b"loc:@nowhere")))),
    "has_a_negative_constant": ("definite shape", raw(number("y", -5))),
    "has_a_negative_placeholder": (
        "negative",
        raw(n("y", "Placeholder", dtype=FLOAT, shape=sides(-7))),
    ),
    "is_of_an_unknown_type": ("LaunchMissiles", raw(n("y", "LaunchMissiles"))),
    "is_garbage": ("not a graph definition", lambda tf: b"\xff" * 1000),
    "has_a_long_name": ("longer than 2000", raw(n("y" * 5_000, "NoOp"))),
    "has_a_long_attribute": ("65,536", raw(X, y(T=FLOAT, z=b"x" * 70_000))),
}

# -- what may be run, within limits --------------------------------------------------------------

FAULTS: dict[str, tuple[str, Build]] = {
    "fills_a_terabyte": ("OOM", made(lambda tf: tf.fill([1 << 20, 1 << 20], 1.0))),
    "draws_a_terabyte": ("OOM", made(lambda tf: tf.random_uniform([1 << 20, 1 << 18]))),
    "tiles_a_terabyte": ("", made(lambda tf: tf.tile(tf.ones([1024]), [1 << 28]))),
    "counts_to_a_trillion": ("", made(lambda tf: tf.range(10**12))),
    "multiplies_to_gigabytes": (
        "OOM",
        made(lambda tf: tf.matmul(tf.ones([30_000, 1]), tf.ones([1, 30_000]))),
    ),
    "is_empty": ("no tensor", lambda tf: b""),
    "has_one_resource_of_two_kinds": (
        "",
        raw(
            n("a", "VarHandleOp", dtype=FLOAT, shape=sides(2), shared_name=b"same"),
            n("b", "VarHandleOp", dtype=INT32, shape=sides(3), shared_name=b"same"),
            number("c", 2),
            n("d", "AssignVariableOp", "a c", dtype=FLOAT),
            n("y", "ReadVariableOp", "b ^d", dtype=INT32),
        ),
    ),
    "restores_any_file": (
        "must feed a value",
        raw(
            *saving("/etc/passwd"), n("y", "RestoreV2", "prefix names slices", dtypes=types(FLOAT))
        ),
    ),
    "restores_in_the_old_way": (
        "must feed a value",
        raw(*saving("/etc/passwd"), n("y", "Restore", "prefix names", dt=FLOAT)),
    ),
}
HARMLESS: dict[str, Build] = {
    # Beside the answer: cut out, never run.
    "writes_summaries": raw(
        X,
        n("w", "SummaryWriter"),
        text("t", "."),
        n("c", "CreateSummaryFileWriter", "w t t t t"),
        y(),
    ),
    "keeps_a_queue": raw(X, n("q", "FIFOQueueV2", component_types=types(FLOAT)), y()),
    "sends": raw(X, n("s", "_HostSend", "x", T=FLOAT), y()),
    "reads_lines": raw(X, text("t", "x"), n("d", "TextLineDataset", "t t x"), y()),
    "is_a_long_chain": long_chain,
    "holds_a_long_text": raw(X, text("t", "x" * 70_000), y()),
    "is_on_another_device": on_a_device,
    "has_private_attributes": raw(X, y(T=FLOAT, _XlaMustCompile=True, _xla_scope=b"x")),
    "saves_over_a_file": raw(
        X, *saving(KEPT), n("w", "SaveV2", "prefix names slices x", dtypes=types(FLOAT)), y("x ^w")
    ),
    "merges_and_removes_files": raw(
        X,
        *saving(KEPT),
        n("w", "MergeV2Checkpoints", "names prefix", delete_old_dirs=True),
        y("x ^w"),
    ),
    "names_a_shard": raw(
        X,
        text("t", str(KEPT)),
        const("i", INT32, int_val=[0]),
        n("w", "ShardedFilename", "t i i"),
        y("x ^w"),
    ),
}
LOST: dict[str, tuple[str, str, Build]] = {
    "loops_for_ever": ("timeout", "your graph took longer", loop(lambda tf, i: i)),
    "loops_for_ever_in_functions": ("timeout", "your graph took longer", made(functional_loop)),
    "prints_for_ever": ("killed", "1,024 KiB", loop(lambda tf, i: tf.Print(i, ["x" * 9999]))),
}
# Where the size of an allocation decides between an error and the end of the process.
EITHER: dict[str, Build] = {
    "sums_many_splats": many_splats,
    "doubles_a_text": made(doubled_text),
    "asks_for_two_billion_columns": made(lambda tf: tf.one_hot([1], 2**31 - 1)),
    "asks_for_two_billion_tensors": made(
        lambda tf: tf.TensorArray(tf.float32, 2**31 - 1).write(0, 1.0).read(0)
    ),
    "forges_a_resource": raw(const("h", RESOURCE), n("y", "ReadVariableOp", "h", dtype=FLOAT)),
}
CASES: list[tuple[str, str, str, Build]] = [
    *((name, "rejected", words, build) for name, (words, build) in REJECTED.items()),
    *((name, "fault", words, build) for name, (words, build) in FAULTS.items()),
    *((name, "harmless", "", build) for name, build in HARMLESS.items()),
    *((name, *case) for name, case in LOST.items()),
    *((name, "rejected|fault|killed", "", build) for name, build in EITHER.items()),
]


@pytest.mark.parametrize(
    ("right", "words", "build"), [pytest.param(*case, id=name) for name, *case in CASES]
)
def test_a_hostile_graph_does_no_harm(
    right: str, words: str, build: Build, tf: Any, supervisor: Supervisor
) -> None:
    """The outcome is the one that is right, in words, and no file is touched."""
    KEPT.write_text("kept")
    KEPT.chmod(0o666)  # so that it is not the file system that protects it
    found = build(tf)
    definition = found if isinstance(found, bytes) else found.SerializeToString()
    outcome, said, child = run(supervisor, definition, SOON if right == "timeout" else LIMITS)
    assert outcome in right.split("|"), said
    assert words in said
    assert "Traceback" not in said
    assert KEPT.read_text() == "kept"
    assert child.exit is not None
    KEPT.unlink()


def test_a_right_graph_runs_after_all_of_them(tf: Any, supervisor: Supervisor) -> None:
    """The supervisor and its warm parent are as good as before."""
    definition = made(lambda tf: tf.constant(1.0) + 1.0)(tf).SerializeToString()
    assert run(supervisor, definition)[0] == "harmless"
