"""May this graph be run? An allow-list over nodes and library functions, and bounds on sizes.

`vet` changes the graph it is given: devices and private attributes are dropped, memory is filled
before a graph can see what was there, and every saver operation is cut out, so that no file is
touched when a saver's restore operation is run: what it would have read is fed instead. Works on
protocol buffers alone; nothing is imported or run.
"""

import math
from collections.abc import Iterable
from typing import Any

from grader.collect.events import MAX_NODES
from grader.execute.nodes import called
from grader.execute.protocol import Rejection
from grader.execute.rewrites import cut_savers, fill
from grader.foundation.operations import ALLOWED, SAVERS

MAX_FUNCTIONS = 500
MAX_ELEMENTS = 1 << 26
MAX_TEXT = 1 << 16
MAX_NAME = 2_000
_KEPT_PRIVATE = frozenset(("_class", "_output_shapes", "_gradient_op_type"))
_NUMBER_FIELDS = ("half", "float", "double", "int", "int64", "bool", "uint32", "uint64")
_SPLAT_FIELDS = ("string_val", *(f"{name}_val" for name in _NUMBER_FIELDS))


def too_many(operations: int) -> str:
    """Return the reason why a graph with that many operations is not allowed."""
    return f"it has {operations:,} operations; {MAX_NODES:,} are allowed"


class Rejected(Exception):
    """A node that is not allowed; `vet` turns it into a Rejection."""

    def __init__(self, node: Any, reason: str) -> None:
        super().__init__(reason)
        self.node = str(getattr(node, "name", ""))[:200]
        self.op = str(getattr(node, "op", ""))[:200]
        self.reason = reason
        self.position = -1


def vet(
    graph_def: Any,
    number: int,
    known_ops: Iterable[str],
    allowed: frozenset[str] = ALLOWED,
) -> Rejection | None:
    """Check and rewrite `graph_def` (a GraphDef) in place; return why it is not allowed, or None.

    `known_ops` are operation types that this TensorFlow has: those that functions are named like.
    `allowed` are the types that it may hold beside a saver's.
    """
    known = frozenset(known_ops)
    try:
        _check(graph_def, known, allowed)
    except Rejected as found:
        return Rejection(number, found.node, found.op, found.reason, found.position)
    for node in graph_def.node:
        _strip(node)
        fill(node)
    for function in graph_def.library.function:
        _strip_attributes(function)
        for node in function.node_def:
            _strip(node)
            fill(node)
    cut_savers(graph_def)
    return None


def _check(graph_def: Any, known: frozenset[str], allowed: frozenset[str]) -> None:
    functions = graph_def.library.function
    total = len(graph_def.node) + sum(len(function.node_def) for function in functions)
    if total > MAX_NODES:
        raise Rejected(None, too_many(total))
    if len(functions) > MAX_FUNCTIONS:
        raise Rejected(None, f"{len(functions):,} functions; {MAX_FUNCTIONS} are allowed")
    names = frozenset(function.signature.name for function in functions)
    if names & known:
        raise Rejected(None, f"a function has the name of an operation: {min(names & known)}")
    for position, node in enumerate(graph_def.node):
        try:
            _check_op(node, allowed | SAVERS, names)
            _check_attributes(node)
            _check_calls(node, names)
        except Rejected as found:
            found.position = position
            raise
    for function in functions:
        for name in function.attr:
            _check_value(None, function.attr[name])
        for node in function.node_def:
            _check_op(node, allowed, names)
            _check_attributes(node)
            _check_calls(node, names)
    _check_recursion(functions, names)


def _check_op(node: Any, allowed: frozenset[str], functions: frozenset[str]) -> None:
    if node.op not in allowed and node.op not in functions:
        raise Rejected(node, f"operations of type {node.op[:100]!r} are not allowed")
    if node.op == "PrintV2" and node.attr["output_stream"].s not in (b"stderr", b"stdout"):
        raise Rejected(node, "tf.print may write to stderr and stdout only")
    if len(node.name) > MAX_NAME or any(len(name) > MAX_NAME for name in node.input):
        raise Rejected(node, f"a name is longer than {MAX_NAME} characters")


def _check_attributes(node: Any) -> None:
    for key in node.attr:
        if key.startswith("_") and key not in _KEPT_PRIVATE:
            continue  # dropped before the graph is imported
        _check_value(node, node.attr[key])


def _check_value(node: Any, value: Any) -> None:
    kind = value.WhichOneof("value")
    if kind == "tensor":
        _check_tensor(node, value.tensor)
    elif kind == "shape":
        _check_shape(node, value.shape)
    elif kind == "s":
        _check_text(node, value.s)
    elif kind == "func":
        _check_call(node, value.func)
    elif kind == "list":
        for text in value.list.s:
            _check_text(node, text)
        for call in value.list.func:
            _check_call(node, call)
        for tensor in value.list.tensor:
            _check_tensor(node, tensor)
        for shape in value.list.shape:
            _check_shape(node, shape)


def _check_calls(node: Any, functions: frozenset[str]) -> None:
    """Check that a node is given library functions only, never a bare operation as a function."""
    unknown = set(called(node.attr)) - functions
    if unknown:
        raise Rejected(node, f"it calls {min(unknown)[:100]!r}, which is no function of the graph")


def _check_recursion(functions: Any, names: frozenset[str]) -> None:
    """Check that no function calls itself: TensorFlow would follow that without an end."""
    waiting = {
        function.signature.name: {
            name
            for node in function.node_def
            for name in (node.op, *called(node.attr))
            if name in names
        }
        for function in functions
    }
    while waiting:
        ready = [name for name, calls in waiting.items() if not calls & waiting.keys()]
        if not ready:
            raise Rejected(None, f"the function {min(waiting)[:100]!r} calls itself")
        for name in ready:
            del waiting[name]


def _check_call(node: Any, call: Any) -> None:
    for key in call.attr:
        _check_value(node, call.attr[key])


def _check_text(node: Any, text: bytes) -> None:
    if len(text) > MAX_TEXT:
        raise Rejected(node, f"a text of {len(text):,} bytes; {MAX_TEXT:,} are allowed")


def _check_shape(node: Any, shape: Any) -> int:
    sides = [dim.size for dim in shape.dim]
    if any(side < -1 for side in sides):
        raise Rejected(node, "a shape with a negative side")
    elements = math.prod(side for side in sides if side > 0)
    if elements > MAX_ELEMENTS:
        raise Rejected(node, f"a tensor of {elements:,} elements; {MAX_ELEMENTS:,} are allowed")
    return 0 if 0 in sides else elements


def _check_tensor(node: Any, tensor: Any) -> None:
    if any(dim.size < 0 for dim in tensor.tensor_shape.dim) or tensor.tensor_shape.unknown_rank:
        raise Rejected(node, "a constant without a definite shape")
    elements = _check_shape(node, tensor.tensor_shape)
    held = max((len(getattr(tensor, field)) for field in _SPLAT_FIELDS), default=0)
    if not tensor.tensor_content and held < elements and elements > 1 << 24:
        raise Rejected(node, f"a constant that claims {elements:,} elements and holds {held}")


def _strip(node: Any) -> None:
    node.ClearField("device")
    _strip_attributes(node)


def _strip_attributes(owner: Any) -> None:
    for key in [key for key in owner.attr if key.startswith("_") and key not in _KEPT_PRIVATE]:
        del owner.attr[key]
