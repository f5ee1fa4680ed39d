"""Measures: numbers that a script computes from rows of data and gives to Python, again and again.

An accuracy of the validation set is computed from other rows than a training step, but as the
script would compute it from those of the step. So it is told which of a number's sources are rows,
and what is done with them; later they can be put in place of one another.
"""

import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.collect.claims import MAX_EVENTS
from grader.collect.digest import row_digests
from grader.collect.eager.forming import Form, Rows, Summed, formed, replaced, summed
from grader.collect.eager.nodes import HANDLE, Leaf, Node, Ref, ancestors, in_order
from grader.collect.eager.steps import Named
from grader.collect.events import Feed
from grader.foundation.wire import DTYPES

_MOST_NODES = 400
_MOST_MEASURES = 32
_ROWS_BUDGET = 6 << 20


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
            self.take(made, Measured(order, np.asarray(value).copy(), fed)).add(*ref)

    def made(self, ref: Ref, least: int = 2, given: Named | None = None) -> Measure | None:
        """Return what a tensor measures, None if it is not made of rows.

        least: so many. given: what may be rows beside all that has a name.
        """
        named = [*self._names_now().values(), *(given or {}).values()]
        if (parts := summed(ref)) and (made := self._whole(ref, parts, named)):
            return made
        if not (rows := self._rows(ref, least, named)):
            return None
        form, variables, sources = formed(ref, rows)
        return Measure(form, variables, ref, sources)

    def _whole(self, ref: Ref, parts: Summed, named: Iterable[tuple[Ref, Any]]) -> Measure | None:
        """Return what a sum over batches measures that is divided by all of their rows.

        It is that of one batch which has these rows. None if the batches are not alike.
        """
        found = [formed(one, self._rows(one, 1, named)) for one in parts.terms]
        forms, sources = {one[:2] for one in found}, [[*one[2].values()] for one in found]
        if len(forms) > 1 or not all(sources) or parts.divisor != sum(len(s[0]) for s in sources):
            return None
        arrays = [np.concatenate(batches) for batches in zip(*sources, strict=True)]
        rows = dict(zip(found[-1][2], arrays, strict=True))
        one = replaced(ref, {parts.total: parts.terms[-1]})
        form, variables, held = formed(one, rows)
        return Measure(form, variables, one, held)

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

    def _rows(self, made: Ref, least: int, named: Iterable[tuple[Ref, Any]]) -> Rows:
        """Return those nodes behind a tensor that hold as many rows as the largest that is data."""
        nodes = ancestors([made[0]], _MOST_NODES)
        if len(nodes) >= _MOST_NODES:
            return {}
        held: Rows = {(one, 0): one.value for one in nodes if isinstance(one, Leaf)}
        changing, wanted = _changing(nodes), {np.shape(one)[1:] for one in self._given_now()}
        for ref, value in named:
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


def _changing(nodes: set[Node]) -> set[Node]:
    """Return the nodes that variables decide."""
    changing: set[Node] = set()
    for node in in_order(nodes):
        if node.op == HANDLE or any(one in changing for one, _ in node.inputs):
            changing.add(node)
    return changing
