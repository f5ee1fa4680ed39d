"""Crafted graphs in a real executor child: rejected, a fault, or the end of that child alone."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.confine import Limits
from grader.execute import protocol as p
from grader.judge.connection import ExecutorLost, PipeTransport
from grader.workers.scratch import scratch_folder
from grader.workers.supervisor import Supervisor

pytestmark = pytest.mark.slow
FLOAT, STRING = 1, 7


@pytest.fixture(scope="module")
def supervisor() -> Iterator[Supervisor]:
    """Return warm parents of this module's own."""
    with Supervisor() as one:
        yield one


def node(graph: Any, name: str, op: str, *inputs: str, **types: int) -> Any:
    """Add a node whose attributes are types."""
    made = graph.node.add(name=name, op=op, input=list(inputs))
    for key, value in types.items():
        made.attr[key].type = value
    return made


def text(graph: Any, name: str, value: bytes) -> None:
    """Add a constant text."""
    made = node(graph, name, "Const", dtype=STRING)
    made.attr["value"].tensor.dtype = STRING
    made.attr["value"].tensor.tensor_shape.SetInParent()
    made.attr["value"].tensor.string_val.append(value)


def number(graph: Any, name: str, *shape: int) -> Any:
    """Add a constant of one number that claims a shape."""
    made = node(graph, name, "Const", dtype=FLOAT)
    made.attr["value"].tensor.dtype = FLOAT
    made.attr["value"].tensor.tensor_shape.SetInParent()
    for side in shape:
        made.attr["value"].tensor.tensor_shape.dim.add(size=side)
    made.attr["value"].tensor.float_val.append(1.0)
    return made


def python(graph: Any) -> None:
    number(graph, "x")
    made = node(graph, "y", "PyFunc", "x")
    made.attr["token"].s = b"pyfunc_0"
    made.attr["Tin"].list.type.append(FLOAT)
    made.attr["Tout"].list.type.append(FLOAT)


def abort(graph: Any) -> None:
    node(graph, "y", "Abort")


def read_file(graph: Any) -> None:
    text(graph, "name", b"/etc/passwd")
    node(graph, "y", "ReadFile", "name")


def write_file(graph: Any) -> None:
    text(graph, "name", b"/tmp/evil")
    node(graph, "y", "WriteFile", "name", "name")


def print_to_file(graph: Any) -> None:
    text(graph, "name", b"x")
    made = node(graph, "y", "PrintV2", "name")
    made.attr["output_stream"].s = b"file:///tmp/evil"


def debug_to_file(graph: Any) -> None:
    number(graph, "x")
    made = node(graph, "y", "DebugIdentity", "x", T=FLOAT)
    made.attr["debug_urls"].list.s.append(b"file:///tmp/evil")


def summary_writer(graph: Any) -> None:
    node(graph, "y", "SummaryWriter")


def smuggled_in_a_function(graph: Any) -> None:
    function = graph.library.function.add()
    function.signature.name = "innocent"
    function.signature.output_arg.add(name="out", type=STRING)
    inner = function.node_def.add(name="read", op="ReadFile")
    inner.input.append("name")
    function.ret["out"] = "read:contents:0"
    node(graph, "y", "innocent")


def named_like_an_operation(graph: Any) -> None:
    graph.library.function.add().signature.name = "MatMul"
    number(graph, "x", 1, 1)
    node(graph, "y", "MatMul", "x", "x", T=FLOAT)


def function_that_calls_itself(graph: Any) -> None:
    function = graph.library.function.add()
    function.signature.name = "again"
    function.signature.output_arg.add(name="out", type=FLOAT)
    function.node_def.add(name="call", op="again")
    function.ret["out"] = "call:out:0"
    node(graph, "y", "again")


def splat_constant(graph: Any) -> None:
    number(graph, "y", 100_000, 100_000)


def negative_side(graph: Any) -> None:
    number(graph, "y", -5)


def huge_when_run(graph: Any) -> None:
    made = node(graph, "shape", "Const", dtype=3)
    made.attr["value"].tensor.dtype = 3
    made.attr["value"].tensor.tensor_shape.dim.add(size=2)
    made.attr["value"].tensor.int_val.extend([1 << 18, 1 << 18])
    number(graph, "x")
    node(graph, "y", "Fill", "shape", "x", T=FLOAT, index_type=3)


def too_many_nodes(graph: Any) -> None:
    for i in range(30_000):
        node(graph, f"n{i}", "NoOp")


def cycle(graph: Any) -> None:
    node(graph, "x", "Identity", "y", T=FLOAT)
    node(graph, "y", "Identity", "x", T=FLOAT)


def unknown_operation(graph: Any) -> None:
    node(graph, "y", "LaunchMissiles")


def wrong_type(graph: Any) -> None:
    number(graph, "x")
    node(graph, "y", "Relu", "x", T=STRING)


def missing_input(graph: Any) -> None:
    node(graph, "y", "Identity", "nowhere", T=FLOAT)


def endless_text(graph: Any) -> None:
    made = number(graph, "y")
    made.attr["extra"].s = b"x" * 100_000


def reads_a_checkpoint(graph: Any) -> None:
    for name, value in (("file", b"/etc/passwd"), ("names", b"w"), ("slices", b"")):
        text(graph, name, value)
    made = node(graph, "y", "RestoreV2", "file", "names", "slices")
    made.attr["dtypes"].list.type.append(FLOAT)


def runs_elsewhere(graph: Any) -> None:
    number(graph, "y").device = "/job:worker/task:7/device:GPU:3"


# What must happen: the graph is rejected, running it is a fault, the child ends, or it runs.
GRAPHS: list[tuple[Callable[[Any], None], str]] = [
    (python, "rejected"), (abort, "rejected"), (read_file, "rejected"), (write_file, "rejected"),
    (print_to_file, "rejected"), (debug_to_file, "rejected"), (summary_writer, "rejected"),
    (smuggled_in_a_function, "rejected"), (named_like_an_operation, "rejected"),
    (splat_constant, "rejected"), (negative_side, "rejected"), (too_many_nodes, "rejected"),
    (cycle, "rejected"), (unknown_operation, "rejected"), (wrong_type, "rejected"),
    (missing_input, "rejected"), (endless_text, "rejected"), (huge_when_run, "fault"),
    (reads_a_checkpoint, "fault"), (runs_elsewhere, "runs"),
]  # fmt: skip


def outcome(transport: PipeTransport, definition: bytes) -> str:
    """Return what became of a graph and of running its node `y`."""
    try:
        loaded = transport.ask(p.Load((p.GraphSource(definition),)))
        assert isinstance(loaded, p.Loaded)
        if loaded.rejection is not None:
            assert loaded.rejection.reason
            return "rejected"
        ran = transport.ask(p.RunGraph(0, ("y:0",)))
    except ExecutorLost:
        return "lost"
    return "fault" if isinstance(ran, p.GraphFault) else "runs"


def run(supervisor: Supervisor, definition: bytes) -> str:
    """Return the outcome of a graph in a fresh executor child; its folder stays empty."""
    with scratch_folder() as scratch:
        request_r, request_w = os.pipe()
        answer_r, answer_w = os.pipe()
        child = supervisor.spawn(
            "execute", Limits(wall_s=20, cpu_s=10), scratch=scratch, channels=(request_r, answer_w)
        )
        transport = PipeTransport(request_w, answer_r)
        found = outcome(transport, definition)
        transport.close()
        supervisor.finish(child)
        assert list(scratch.iterdir()) == []
    assert not Path("/tmp/evil").exists()  # noqa: S108
    return found


@pytest.mark.parametrize(("build", "wanted"), GRAPHS, ids=[build.__name__ for build, _ in GRAPHS])
def test_a_crafted_graph_has_its_outcome(
    build: Callable[[Any], None], wanted: str, supervisor: Supervisor, tf: Any
) -> None:
    """Nothing that a definition says makes the executor do more than compute."""
    graph = tf.GraphDef()
    build(graph)
    assert run(supervisor, graph.SerializeToString()) == wanted


def test_a_function_that_calls_itself_ends_in_its_child(supervisor: Supervisor, tf: Any) -> None:
    """Whether TensorFlow refuses the recursion or dies of it, the next child answers."""
    graph = tf.GraphDef()
    function_that_calls_itself(graph)
    assert run(supervisor, graph.SerializeToString()) in ("rejected", "fault", "lost")
    test = tf.GraphDef()
    number(test, "y")
    assert run(supervisor, test.SerializeToString()) == "runs"


def test_bytes_that_are_no_graph_are_rejected(supervisor: Supervisor) -> None:
    """Garbage is not parsed into anything."""
    assert run(supervisor, b"\xff" * 1000) == "rejected"
