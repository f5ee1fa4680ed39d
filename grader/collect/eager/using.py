"""Which variables the layers of a network hold, told by how they are used.

A script may keep them in objects of its own classes, under any names. The first matrix with which
something is computed from the data is the first layer's, and the next vector is its bias.
"""

import gc
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from grader.collect.eager.emitter import Emitter
from grader.collect.eager.graphdef import long
from grader.collect.eager.nodes import HANDLE, MARK, Node

_MOST = 64  # variables of a network


@dataclass
class Used:
    """A layer. kernel, bias: the operations of its variables, "" if it has no bias.

    given: the tensor with which its kernel was used.
    """

    kernel: str
    given: str
    bias: str = ""


def used(emitter: Emitter, given: Iterable[str], start: int = 0) -> list[Used]:
    """Return the layers in the order of their use, from what was computed from these tensors.

    start: the first node that counts, beside the variables.
    """
    fed = {one.split(":")[0] for one in given}
    held: dict[str, str] = {}  # what is a variable, or is made of it alone
    ranks: dict[str, int] = {}
    found: list[Used] = []
    seen = set[str]()
    for number, node in enumerate(emitter.graph.definition.node):
        if node.op == HANDLE:
            held[node.name] = node.name
            ranks[node.name] = _rank(emitter, node)
            continue
        tensors = [one for one in node.input if not one.startswith("^")]
        names = [one.split(":")[0] for one in tensors]
        data = [tensor for tensor, name in zip(tensors, names, strict=True) if name in fed]
        variables = list(dict.fromkeys(held[name] for name in names if name in held))
        if not data:
            if len(variables) == 1:
                held[node.name] = variables[0]
            continue
        if number < start:
            continue
        fed.add(node.name)
        for variable in variables:
            if variable in seen or len(seen) >= _MOST:
                continue
            seen.add(variable)
            if ranks[variable] > 1:
                found.append(Used(variable, long(data[0])))
            elif ranks[variable] == 1 and found and not found[-1].bias:
                found[-1].bias = variable
    return found


def living(emitter: Emitter) -> dict[str, Any]:
    """Return the variables of TensorFlow that there are, by their names in the graph."""
    from tensorflow.python.ops.resource_variable_ops import BaseResourceVariable

    found: dict[str, Any] = {}
    objects = gc.get_objects()
    # Asking an abstract class takes time: here once for each kind, not for each object.
    kinds = {kind for kind in set(map(type, objects)) if issubclass(kind, BaseResourceVariable)}
    for one in objects:
        if type(one) not in kinds:
            continue
        mark = getattr(getattr(one, "handle", None), MARK, None)
        node: Node | None = mark[0] if type(mark) is tuple else None
        if node is not None and node.op == HANDLE and emitter.has(node):
            found[emitter.tensor((node, 0)).split(":")[0]] = one
    return found


def _rank(emitter: Emitter, node: Any) -> int:
    """Return how many sides a variable has; 0 if it holds whole numbers."""
    return 0 if emitter.graph.is_whole(node) else len(node.attr["shape"].shape.dim)
