"""Reading a graph definition: names, savers, and the shapes of inputs."""

from collections.abc import Iterable, Iterator
from typing import Any

from grader.execute.protocol import OutlineNode

OUTLINED_INPUTS = 32
VARIABLE_OPS = ("VariableV2", "Variable", "VarHandleOp")
_DECLARED = "_graphgrade_shape"  # the shape that a variable had before it was relaxed


def node_name(name: str) -> str:
    """Return the node of an input such as `^node` or `node:1`."""
    return name.removeprefix("^").split(":")[0]


def first_input(node: Any) -> str:
    """Return the name of a node's first input, "" for a (malformed) node without one."""
    return node_name(node.input[0]) if node.input else ""


def called(attributes: Any) -> Iterator[str]:
    """Yield the names of the functions that a node is given."""
    for key in attributes:
        value = attributes[key]
        kind = value.WhichOneof("value")
        calls = [value.func] if kind == "func" else value.list.func if kind == "list" else ()
        for call in calls:
            if call.name:
                yield call.name
            yield from called(call.attr)


class Checkpointing:
    """Which tensors a graph's savers write and restore, read before they are cut out."""

    def __init__(self, graph_def: Any) -> None:
        texts = {
            node.name: [text.decode("utf-8", "replace") for text in _strings(node)]
            for node in graph_def.node
            if node.op == "Const" and node.attr["dtype"].type == 7
        }
        self.saves: dict[str, list[tuple[str, str]]] = {}
        self.restores: dict[str, list[str]] = {}
        for node in graph_def.node:
            if node.op in ("SaveV2", "SaveSlices") and len(node.input) > 2:
                names = texts.get(node_name(node.input[1]), [])
                tensors = [name for name in node.input[3:] if not name.startswith("^")]
                self.saves[node.name] = list(zip(names, tensors, strict=False))
            elif node.op in ("RestoreV2", "RestoreSlice") and len(node.input) > 1:
                self.restores[node.name] = texts.get(node_name(node.input[1]), [])


def outline_of(tf: Any, node: Any) -> OutlineNode:
    """Return a node as plain data; the shape of a variable, placeholder or constant with it.

    Of its inputs, the first OUTLINED_INPUTS.
    """
    inputs = tuple(node.input[:OUTLINED_INPUTS])
    if node.op in VARIABLE_OPS or node.op.startswith("Placeholder"):
        shape = node.attr[_DECLARED if _DECLARED in node.attr else "shape"].shape
    elif node.op == "Const":
        shape = node.attr["value"].tensor.tensor_shape
    else:
        return OutlineNode(node.name, node.op, inputs)
    sides = None if shape.unknown_rank else tuple(int(side.size) for side in shape.dim)
    dtype = tf.as_dtype(node.attr["dtype"].type).base_dtype.name
    return OutlineNode(node.name, node.op, inputs, sides, dtype)


def relax(graph_def: Any, inputs: Iterable[str]) -> None:
    """Leave the shape of the variables named in `inputs` open, so that any batch fits."""
    chosen = frozenset(inputs)
    for node in graph_def.node:
        if node.name in chosen and node.op in VARIABLE_OPS:
            node.attr[_DECLARED].CopyFrom(node.attr["shape"])
            node.attr["shape"].shape.Clear()
            node.attr["shape"].shape.unknown_rank = True
        elif node.op in ("Assign", "AssignVariableOp") and first_input(node) in chosen:
            node.attr["validate_shape"].b = False


def add_assigners(graph_def: Any) -> dict[str, tuple[str, str]]:
    """Add, for each variable, a placeholder and an operation that assigns it, whatever its shape.

    Return their names by the variable's. As nodes they cost a tenth of what TensorFlow's Python
    takes to make them.
    """
    prefix = "graphgrade"
    while any(node.name.startswith(prefix) for node in graph_def.node):
        prefix += "_"
    found = {}
    for number, node in enumerate([one for one in graph_def.node if one.op in VARIABLE_OPS]):
        resource = node.op == "VarHandleOp"
        placeholder, assign = f"{prefix}/value_{number}", f"{prefix}/assign_{number}"
        dtype = node.attr["dtype"]
        graph_def.node.add(name=placeholder, op="Placeholder").attr["dtype"].CopyFrom(dtype)
        added = graph_def.node.add(name=assign, op="AssignVariableOp" if resource else "Assign")
        added.input.extend([node.name, placeholder])
        added.attr["dtype" if resource else "T"].CopyFrom(dtype)
        added.attr["validate_shape"].b = False
        found[node.name] = (placeholder, assign)
    return found


def _strings(node: Any) -> list[bytes]:
    return list(node.attr["value"].tensor.string_val)
