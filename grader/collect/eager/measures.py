"""Measures: numbers that a script computes from rows of data and gives to Python, again and again.

An accuracy of the validation set is computed from other rows than a training step, but as the
script would compute it from those of the step. So it is told which of a number's sources are rows,
and what is done with them; later they can be put in place of one another.
"""

import weakref
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.collect.claims import MAX_EVENTS, Feed
from grader.collect.digest import row_digests
from grader.collect.eager.nodes import HANDLE, Leaf, Node, Ref, ancestors, in_order, untraced
from grader.collect.eager.steps import Named
from grader.foundation.wire import DTYPES

_MOST_NODES = 400
_MOST_MEASURES = 32
_ROWS_BUDGET = 6 << 20
_SMALL = 8

Form = tuple[Any, ...]
Rows = dict[Ref, Any]


@dataclass(frozen=True)
class Measured:
    """One time that Python was given a measure: when, its value, and of each source the rows."""

    order: float
    value: Any
    fed: tuple[Feed | None, ...]


@dataclass
class Measure:
    """Numbers that were computed alike, from the same variables.

    ref: the last of them. sources: where its rows came in, with their arrays. form: what is equal
    for measures that are computed alike from whatever variables. outputs: of each node that gave
    one and is still there the numbers of its outputs, None for any.
    metric: what the metric of Keras is called that was updated with it, and the line that asked it.
    """

    form: Form
    variables: tuple[Node, ...]
    ref: Ref
    sources: Rows
    metric: str = ""
    line: int = 0
    readings: list[Measured] = field(default_factory=list)
    outputs: weakref.WeakKeyDictionary[Node, set[int | None]] = field(
        default_factory=weakref.WeakKeyDictionary
    )

    @property
    def key(self) -> tuple[Form, tuple[Node, ...]]:
        """What is equal for numbers that are one measure."""
        return self.form, self.variables

    def add(self, node: Node, output: int | None) -> None:
        """Count an output of a node, None for any, as one time that it was measured."""
        self.outputs.setdefault(node, set()).add(output)

    def has(self, ref: Ref) -> bool:
        """Say whether a tensor is one time that it was measured."""
        return not self.outputs.get(ref[0], set()).isdisjoint({ref[1], None})


class Measures:
    """Takes each number that Python was given.

    names: what the script's frames call what now. given: the arrays that training steps are given.
    """

    def __init__(self, names: Callable[[], Named], given: Callable[[], Iterable[Any]]) -> None:
        self._names_now, self._given_now = names, given
        self.cut = False
        self._found: dict[tuple[Form, tuple[Node, ...]], Measure] = {}
        self._left = _ROWS_BUDGET
        self._count = 0

    def all(self) -> list[Measure]:
        """Return what was measured, the latest at the end."""
        return list(self._found.values())

    def of(self, ref: Ref) -> Measure | None:
        """Return the measure that a tensor is one of, None for any other tensor."""
        return next((one for one in self._found.values() if one.has(ref)), None)

    def note(self, ref: Ref, value: Any, order: float, given: Named | None = None) -> None:
        """Take a tensor that Python was given, with its value, if it is a number made of rows.

        given: what may be rows beside all that has a name.
        """
        if value.size != 1 or self._count >= MAX_EVENTS or isinstance(ref[0], Leaf):
            return
        if made := self.made(ref, given=given):
            fed = tuple(self.kept(array) for array in made.sources.values())
            self.take(made, Measured(order, np.asarray(value).copy(), fed))

    def made(self, ref: Ref, least: int = 2, given: Named | None = None) -> Measure | None:
        """Return what a tensor measures, None if it is not made of rows.

        least: so many. given: what may be rows beside all that has a name.
        """
        nodes = ancestors([ref[0]], _MOST_NODES)
        if len(nodes) >= _MOST_NODES or not (rows := self._rows(nodes, least, given or {})):
            return None
        form, variables, sources = formed(ref, rows)
        return Measure(form, variables, ref, sources)

    def take(self, made: Measure, reading: Measured) -> Measure:
        """Take one time that something was measured; return it with all others like it."""
        measure = self._found.pop(made.key, None) or Measure(*made.key, made.ref, {})
        self._found[made.key] = measure
        if len(self._found) > _MOST_MEASURES:
            self._found.pop(next(iter(self._found)))
            self.cut = True
        measure.ref, measure.sources = made.ref, made.sources
        measure.metric = made.metric or measure.metric
        measure.line = made.line or measure.line
        measure.add(*made.ref)
        measure.readings.append(reading)
        self._count += 1
        return measure

    def _rows(self, nodes: set[Node], least: int, given: Named) -> Rows:
        """Return those of these nodes that hold as many rows as the largest that is data."""
        held: Rows = {(one, 0): one.value for one in nodes if isinstance(one, Leaf)}
        changing, wanted = _changing(nodes), {np.shape(one)[1:] for one in self._given_now()}
        for ref, value in (*self._names_now().values(), *given.values()):
            if ref[0] in nodes and ref[0] not in changing and value.shape[1:] in wanted:
                held[ref] = value
        held = {
            ref: value
            for ref, value in held.items()
            if isinstance(value, np.ndarray) and value.ndim and value.dtype.name in DTYPES
        }
        if not held:
            return {}
        count = len(max(held.values(), key=lambda one: one.size))
        if count < least:
            return {}
        alike = {ref: value for ref, value in held.items() if len(value) == count}
        # Of one row: a list of one number may be anything.
        return {ref: value for ref, value in alike.items() if count > 1 or value.ndim > 1}

    def kept(self, array: Any) -> Feed | None:
        """Return what is kept of rows, None if there is no more room."""
        if self._left < 4 * len(array):
            self.cut = True
            return None
        self._left -= 4 * len(array)
        return Feed("", array.dtype.name, array.shape, row_digests(array).tobytes())


def formed(ref: Ref, rows: Mapping[Ref, Any]) -> tuple[Form, tuple[Node, ...], Rows]:
    """Return what is equal for all that is computed like a tensor, its variables, and its sources.

    rows: the tensors at which it is cut off, with their arrays.
    """
    numbers: dict[Node, int] = {}
    variables: list[Node] = []
    sources: Rows = {}
    form: list[Any] = []
    for node in _inputs_first(ref, rows):
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


def _changing(nodes: set[Node]) -> set[Node]:
    """Return the nodes that variables decide."""
    changing: set[Node] = set()
    for node in in_order(nodes):
        if node.op == HANDLE or any(one in changing for one, _ in node.inputs):
            changing.add(node)
    return changing
