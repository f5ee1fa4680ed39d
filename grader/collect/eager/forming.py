"""Forms: what is equal for numbers that are computed alike, from whatever rows and variables.

A number of rows that Python counted, and by which a sum over them is divided, is the number of
whatever rows there are.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from grader.collect.eager.nodes import HANDLE, Leaf, Node, Ref, untraced
from grader.collect.eager.shaping import DIVIDING, PASSING

_SMALL = 8
_MOST_TERMS = 256  # who prints a running mean has each of its terms looked at every time
_ADDING = ("AddN", "AddV2")

Form = tuple[Any, ...]
Rows = dict[Ref, Any]


class Summed(NamedTuple):
    """A sum of sums over rows that is divided. total: the sum. terms: of what. divisor: by what."""

    total: Ref
    terms: tuple[Ref, ...]
    divisor: Any


def formed(ref: Ref, rows: Mapping[Ref, Any]) -> tuple[Form, tuple[Node, ...], Rows]:
    """Return what is equal for all that is computed like a tensor, its variables, and its sources.

    rows: the tensors at which it is cut off, with their arrays.
    """
    numbers: dict[Node, int] = {}
    nodes = _inputs_first(ref, rows)
    counts = _counts(nodes, rows)
    variables: list[Node] = []
    sources: Rows = {}
    form: list[Any] = []
    for node in nodes:
        numbers[node] = len(form)
        inputs: list[Any] = []
        for one in node.inputs:
            if one in rows:
                sources.setdefault(one, rows[one])
                inputs.append(("rows", [*sources].index(one)))
            else:
                inputs.append((numbers[one[0]], one[1]))
        own: Any = ()
        if node.op == HANDLE:
            own = node.attributes().get("shape"), len(variables)
            variables.append(node)
        elif node in counts:
            own = "rows"
        elif isinstance(node, Leaf):
            small = isinstance(node.value, np.ndarray) and node.value.size <= _SMALL
            own = (node.form, node.value.tobytes() if small else b"")
        form.append((untraced(node.op), str(own), tuple(inputs)))
    return (*form, ref[1]), tuple(variables), sources


def _inputs_first(ref: Ref, rows: Mapping[Ref, Any]) -> list[Node]:
    """Return the nodes from which a tensor is computed, as far as `rows`, each after its inputs.

    The graph alone decides their order: what one operation was given has one time.
    """
    found: dict[Node, None] = {}
    waiting = [(ref[0], False)]
    while waiting:
        node, entered = waiting.pop()
        if entered:
            found[node] = None
        elif node not in found:
            waiting.append((node, True))
            inputs = [one[0] for one in reversed(node.inputs) if one not in rows]
            waiting.extend((one, False) for one in inputs if one not in found)
    return list(found)


def replaced(ref: Ref, instead: Mapping[Ref, Ref]) -> Ref:
    """Return a tensor that is computed like another, from other sources."""
    made: dict[Node, Node] = {}
    for node in _inputs_first(ref, instead):
        inputs = tuple(
            instead[one] if one in instead else (made[one[0]], one[1]) for one in node.inputs
        )
        made[node] = node
        if inputs != node.inputs:
            made[node] = Node(
                node.op, inputs, node.attrs, node.outputs, node.order, node.line, node.writes
            )
    return made[ref[0]], ref[1]


def summed(ref: Ref) -> Summed | None:
    """Return of what a tensor is the sum that is divided by one number, None if it is not one."""
    node = ref[0]
    divisor = _divisor(node)
    if divisor is None:
        return None
    total = _past(node.inputs[0])
    terms = sorted(islice(_terms(total), _MOST_TERMS), key=lambda one: one[0].order)
    if (
        total in terms
        or len(terms) == _MOST_TERMS
        or not all(_past(one)[0].op == "Sum" for one in terms)
    ):
        return None
    return Summed(total, tuple(terms), divisor.value.item())


def _terms(total: Ref) -> Iterator[Ref]:
    """Yield what was added up to a sum, but for the zero with which a script begins."""
    waiting = [total]
    while waiting:
        node, _ = one = waiting.pop()
        packed = node.inputs[0][0] if node.op == "Sum" else node
        if node.op in _ADDING or packed.op == "Pack":
            waiting += (packed if packed.op == "Pack" else node).inputs
        elif not isinstance(node, Leaf) or np.any(node.value):
            yield one


def _past(ref: Ref) -> Ref:
    """Return what a tensor is but for its type."""
    while ref[0].op in PASSING:
        ref = ref[0].inputs[0]
    return ref


def _counts(nodes: list[Node], rows: Mapping[Ref, Any]) -> set[Node]:
    """Return the numbers that divide and are as many as there are rows."""
    sizes = {one.shape[0] for one in rows.values() if one.shape}
    divisors = [one for node in nodes if (one := _divisor(node))]
    return {one for one in divisors if {one.value.item()} == sizes}


def _divisor(node: Node) -> Leaf | None:
    """Return the one number by which a node divides, None if it divides by none."""
    leaf = _past(node.inputs[1])[0] if node.op in DIVIDING else None
    if not isinstance(leaf, Leaf) or not isinstance(leaf.value, np.ndarray) or leaf.value.ndim:
        return None
    return leaf
