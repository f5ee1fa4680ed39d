"""Metrics of Keras that a script updates itself: what each was updated with is a measure.

A metric adds up what batches give and divides when it is asked, so its number comes from two
variables, which cut the chain. Here what a batch adds is kept as the tensor that it is, with its
rows, until Python reads what was asked for.
"""

import re
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.collect.eager.measures import Measure, Measured, Measures
from grader.collect.eager.nodes import MARK, Node, Ref, ancestors
from grader.collect.eager.steps import Named
from grader.collect.events import Feed
from grader.collect.keras import loaded
from grader.foundation.text import encodable

_MOST_METRICS = 500
_MOST_LINES = 50
_MOST_SINGLE = 1000  # of numbers that are read after each batch, as a training may show them
_MOST_TEXT = 60
_NEAR = 60  # nodes between a metric's two numbers and what a script makes of its result
_OF_LOSSES = re.compile(r"loss|cost", re.IGNORECASE)
State = tuple[float, float]
_EMPTY = (0.0, 0.0)


@dataclass
class _Group:
    """Updates that were alike. before, after: what the metric held. last: rows not yet digested.

    read: whether Python was given the number.
    """

    measure: Measure
    before: State
    after: State
    order: float
    last: tuple[Any, ...]
    fed: list[tuple[Feed | None, ...]] = field(default_factory=list)
    read: bool = False


@dataclass
class Followed:
    """A metric of the script's. lost: since its last reset something was done that is not known.

    groups: what it was updated with since its number was read. handles: of its variables.
    measure: the last that was read.
    """

    number: int
    metric: Any
    handles: tuple[Node, ...]
    state: State = _EMPTY
    lost: bool = False
    groups: list[_Group] = field(default_factory=list)
    measure: Measure | None = None


_Asked = tuple[Followed, tuple[_Group, ...], int]


class Metrics:
    """Follows the metrics that add up means. tell: returns the two numbers that one holds.

    asides: the variables of metrics, which are no part of a step. lines: where a metric was asked
    for a number that is not known.
    """

    def __init__(self, measures: Measures, tell: Callable[[Any], State]) -> None:
        self._measures, self._tell = measures, tell
        self.asides: set[Node] = set()
        self.lines: set[int] = set()
        self._known: dict[int, Followed] = {}
        self._of: dict[Node, Followed] = {}
        self._asked: weakref.WeakKeyDictionary[Node, list[_Asked]]
        self._asked = weakref.WeakKeyDictionary()
        self._trained = 0.0  # when a variable that is no metric's was last written
        self._resting = False
        self._single = 0
        self._working: set[int] = set()
        self._labels: Named = {}

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Follow nothing meanwhile: Keras itself updates its metrics."""
        before, self._resting = self._resting, True
        try:
            yield
        finally:
            self._resting = before

    @contextmanager
    def working(self, found: Followed) -> Iterator[None]:
        """Take the writes of a metric's variables meanwhile for its own."""
        self._working.add(found.number)
        try:
            yield
        finally:
            self._working.discard(found.number)

    @contextmanager
    def comparing(self, labels: Named) -> Iterator[None]:
        """Take what a metric compares with meanwhile for rows, whether it has a name or not."""
        self._labels = labels
        try:
            yield
        finally:
            self._labels = {}

    def follows(self, metric: Any) -> bool:
        """Say whether what a metric is updated with is followed, wherever that is."""
        keras = loaded()
        kind = type(metric)
        own = getattr(keras.metrics, kind.__name__, None) is kind
        return own and issubclass(kind, keras.metrics.Mean)

    def of(self, metric: Any) -> Followed | None:
        """Return a metric as it is followed, None if it is not."""
        if self._resting:
            return None
        found = self._known.get(id(metric))
        if found is not None and found.metric is metric:
            return found
        variables = (metric.total.value, metric.count.value)
        marks = (getattr(getattr(one, "handle", None), MARK, None) for one in variables)
        handles = tuple(mark[0] for mark in marks if mark)
        if len(handles) < len(variables) or len(self._known) >= _MOST_METRICS:
            return None
        self.asides.update(handles)
        if not self.follows(metric) or _is_of_losses(metric):
            return None
        found = Followed(len(self._known), metric, handles)
        self._known[id(metric)] = found
        self._of |= dict.fromkeys(handles, found)
        return found

    def numbered(self, number: int) -> Followed | None:
        """Return a metric by its number."""
        return next((one for one in self._known.values() if one.number == number), None)

    # -- what happens ---------------------------------------------------------------------------

    def wrote(self, variables: tuple[Node, ...], order: float, updated: set[int]) -> None:
        """Take a write of variables. updated: the numbers of the metrics that it updates."""
        for found in {id(one): one for one in map(self._of.get, variables) if one}.values():
            if found.number not in updated | self._working:
                found.lost = True
        if any(one not in self.asides and not _is_whole(one) for one in variables):
            self._trained = order

    def updated(
        self, found: Followed, ref: Ref | None, order: float, given: Named | None = None
    ) -> None:
        """Take what a metric was updated with; None if it is not known. given: to the function."""
        before, found.state = found.state, self._tell(found.metric)
        made = self._measures.made(ref, 1, given or self._labels) if ref else None
        if made is None or not made.variables:
            found.lost = True
        if found.lost or made is None:
            return
        made.metric = encodable(str(found.metric.name))[:_MOST_TEXT]
        if found.groups and self._trained > found.groups[-1].order:
            found.groups = []  # of another model than now
        group = found.groups[-1] if found.groups else None
        rows = tuple(made.sources.values())
        if group is None or group.measure.key != made.key:
            found.groups.append(_Group(made, before, found.state, order, rows))
            return
        group.fed.append(self._digests(group.last))
        group.measure, group.last = made, rows
        group.after, group.order = found.state, order

    def began(self, found: Followed) -> None:
        """Take that a metric was reset."""
        found.state, found.lost = _EMPTY, False
        found.groups = []

    def asked(self, node: Node, found: list[Followed], line: int) -> None:
        """Take the node that gave the numbers of metrics, or an update of them."""
        for one in found if line else ():
            one.lost = one.lost or one.state != self._tell(one.metric)
            if one.lost and len(self.lines) < _MOST_LINES:
                self.lines.add(line)
        self._asked[node] = [(one, tuple(one.groups), line) for one in found if not one.lost]

    def read(self, ref: Ref) -> None:
        """Take a tensor that Python was given: what it comes from may be asked for."""
        if not self._known:
            return
        for node in ancestors([ref[0]], _NEAR):
            for found, groups, line in self._asked.get(node, ()):
                self._close(found, [one for one in groups if not one.read], line)
                if found.measure is not None and line:
                    found.measure.add(node, ref[1] if node is ref[0] else None)

    def _close(self, found: Followed, groups: list[_Group], line: int) -> None:
        for group in groups:
            self._single += not group.fed
            if self._single > _MOST_SINGLE and not group.fed:
                continue
            group.fed.append(self._digests(group.last))
            total, count = (b - a for a, b in zip(group.before, group.after, strict=True))
            fed = tuple(map(_joined, zip(*group.fed, strict=True)))
            group.measure.line, group.read, group.last = line, True, ()
            if count > 0:
                value = np.float32(total / count)
                reading = Measured(group.order, value, fed)
                found.measure = self._measures.take(group.measure, reading)
        found.groups = [one for one in found.groups if not one.read]

    def _digests(self, rows: tuple[Any, ...]) -> tuple[Feed | None, ...]:
        return tuple(map(self._measures.kept, rows))


def _is_of_losses(metric: Any) -> bool:
    return _OF_LOSSES.search(str(metric.name)) is not None


def _is_whole(variable: Node) -> bool:
    return "int" in str(variable.attributes().get("dtype"))


def _joined(parts: tuple[Feed | None, ...]) -> Feed | None:
    """Return the rows of batches as those of one."""
    whole = [one for one in parts if one is not None]
    if len(whole) < len(parts):
        return None
    rows = b"".join(one.rows for one in whole)
    sides = sum(one.shape[0] for one in whole), *whole[0].shape[1:]
    return Feed("", whole[0].dtype, sides, rows)
