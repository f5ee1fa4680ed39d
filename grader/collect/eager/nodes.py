"""What ran eagerly, as nodes: each lives as long as a tensor, or another node, needs it.

A node hangs on the tensors that it made and holds the nodes of its inputs. So no number is used
twice, and what nothing depends on any more goes away with its tensors.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Container, Iterable
from functools import lru_cache
from operator import attrgetter
from typing import Any

import numpy as np

MARK = "_graphgrade"  # the attribute of a tensor that holds its Ref
HANDLE = "VarHandleOp"
_WITHOUT_NUMBERS = (20, 21)  # TensorFlow's numbers for resources and variants
# A function may be traced anew for other rows: of `f`, these are `__inference_f_1` and so on.
_NUMBERED = re.compile(r"(?<=^__)(.*)_\d+$")


class Node:
    """An operation that ran. order: its place in time. inputs: nodes and the numbers of outputs.

    attrs: names and values in turn, as TensorFlow tells them. writes: the variables that it wrote.
    """

    __slots__ = ("__weakref__", "attrs", "inputs", "line", "op", "order", "outputs", "writes")

    def __init__(
        self,
        op: str,
        inputs: tuple[Ref, ...],
        attrs: tuple[Any, ...],
        outputs: int,
        order: float,
        line: int,
        writes: tuple[Node, ...] = (),
    ) -> None:
        self.op, self.inputs, self.attrs, self.outputs = op, inputs, attrs, outputs
        self.order, self.line, self.writes = order, line, writes

    def attributes(self) -> dict[str, Any]:
        """Return its attributes by name."""
        return dict(zip(self.attrs[::2], self.attrs[1::2], strict=True))


class Leaf(Node):
    """A value that no recorded operation made; None for one that has no numbers.

    origin: the operation that made it, where that is one that no graph may hold. array: the NumPy
    array that was given for it, as long as that lives.
    """

    __slots__ = ("array", "origin", "value")

    def __init__(self, value: Any, order: float, line: int, origin: str = "") -> None:
        super().__init__("Leaf", (), (), 1, order, line)
        self.value, self.origin = value, origin
        self.array: weakref.ref[Any] | None = None

    @property
    def form(self) -> tuple[Any, ...]:
        """What says whether two leaves can stand for another: type and shape but for the rows."""
        if not isinstance(self.value, np.ndarray):
            return ()
        return self.value.ndim, self.value.shape[1:], self.value.dtype.char


def has_numbers(tensor: Any) -> bool:
    """Say whether NumPy can have an eager tensor's value; asking its `dtype` would take longer."""
    return tensor._datatype_enum() not in _WITHOUT_NUMBERS


Ref = tuple[Node, int]
_ORDER = attrgetter("order")
_MOST = 500_000  # far more than a graph may have


def ancestors(nodes: Iterable[Node], most: int = _MOST, ends: Container[Node] = ()) -> set[Node]:
    """Return the nodes and all that they were computed from; a variable's reads are ends.

    most: from this many on, the search ends. Who forges nodes may have given them no end.
    ends: nodes beyond which nothing is looked for.
    """
    found = set(nodes)
    waiting = list(found)
    while waiting and len(found) < most:
        for node, _ in waiting.pop().inputs:
            if node not in found:
                found.add(node)
                if node not in ends:
                    waiting.append(node)
    return found


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """Return nodes in the order in which they ran."""
    return sorted(nodes, key=_ORDER)


def copies(nodes: Iterable[Node], variable: Node) -> list[Node]:
    """Return new nodes that do the same to a variable, each after those that it needs."""
    made: dict[Node, Node] = {variable: variable}
    for node in in_order(ancestors(nodes)):
        if node not in made and not isinstance(node, Leaf):
            inputs = tuple((made.get(one, one), number) for one, number in node.inputs)
            writes = tuple(made.get(one, one) for one in node.writes)
            made[node] = Node(
                node.op, inputs, node.attrs, node.outputs, node.order, node.line, writes
            )
    return [node for node in made.values() if node is not variable]


@lru_cache(4096)
def untraced(op: str) -> str:
    """Return the type of an operation; of a traced function, what all of its traces have."""
    return _NUMBERED.sub(r"\1", op)
