"""Steps: passes through a loop that write variables, and which of them are alike."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.collect.digest import row_digests
from grader.collect.eager.nodes import Leaf, Node, Ref, ancestors
from grader.collect.eager.writes import draws, goes_on, is_idle, moves_on, sets_a_number, structure
from grader.collect.events import Feed
from grader.foundation.wire import DTYPES, name_of

# What the script's frames call their tensors and arrays: each with its Ref and its value.
Named = dict[str, tuple[Ref, Any]]
_ROWS_BUDGET = 12 << 20
_MOST_STRUCTURES = 64
# What takes rows out of a tensor that holds all of them; the rows go on, whichever they are.
SELECTS = ("GatherV2", "ResourceGather", "Slice", "StridedSlice")


@dataclass
class Step:
    """The last of `alike` passes with one structure.

    writes: the last write of each variable. earlier: those before it. names: what the frames called
    their tensors then, and functions that had ended. kinds: their types and shapes. data: what
    neither a variable nor other data decides of these, with values. fed: for each pass, what is
    kept of the data, by its name.
    restarts: after how many passes some of the variables were drawn anew. begins, ends: when each
    was done, from its first write to its last. starts: what variables held before the first, as far
    as it is known.
    """

    writes: dict[Node, Node]
    names: dict[str, Ref]
    kinds: dict[str, tuple[Any, tuple[int, ...]]]
    data: dict[str, Any]
    starts: dict[Node, Any]
    earlier: tuple[Node, ...] = ()
    alike: int = 1
    fed: list[dict[str, Feed]] = field(default_factory=list)
    restarts: list[int] = field(default_factory=list)
    begins: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)

    def nodes(self) -> set[Node]:
        """Return all that was computed for its writes."""
        return ancestors([*self.earlier, *self.writes.values()])

    def given(self) -> list[Leaf]:
        """Return the arrays that it was given, and what operations that no graph may hold gave."""
        leaves = (one for one in self.nodes() if isinstance(one, Leaf))
        return sorted((one for one in leaves if one.array or one.origin), key=lambda one: one.order)


class Steps:
    """Takes each write of a variable; a step ends where one is written again for the next pass.

    names, inside: return what names mean now, and what they meant in functions that have ended.

    first: the write that gave each variable its first value; of a number that the script sets again
    itself, as it may a learning rate, the last such write. counters: the last write of each
    variable that only moves a whole number on, as the seeds of Keras' random layers are.
    """

    def __init__(self, names: Callable[[], Named], inside: Callable[[], Named]) -> None:
        self._names_now, self._inside_now = names, inside
        self.first: dict[Node, Node] = {}
        self.counters: dict[Node, Node] = {}
        self.cut = False
        self._found: dict[int, Step] = {}
        self._group: dict[Node, Node] = {}
        self._earlier: list[Node] = []
        self._named: Named = {}
        self._inside: Named = {}
        self._held: dict[Node, Any] = {}
        self._begun: dict[Node, Any] = {}
        self._ended = 0.0  # when the step before did its last write
        self._left = _ROWS_BUDGET
        self._paused = False

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Take no write for one of a step meanwhile."""
        before, self._paused = self._paused, True
        try:
            yield
        finally:
            self._paused = before

    def written(self, variable: Node, write: Node, given: Named) -> None:
        """Take one write. given: what it was called with, if a function does it."""
        if variable not in self.first or sets_a_number(variable, write):
            self.first[variable] = write
            return
        if self._paused:
            return
        if moves_on(variable, write):
            self.counters[variable] = write
        if not self._group or self._is_next(write):
            now = self._names_now()
            self.close(now)
            fresh = {n: one for n, one in now.items() if one[0][0].order > self._ended}
            self._named = {**given, **fresh}
            self._inside = self._inside_now()
            self._begun = dict(self._held)
        before = self._group.get(variable, write)
        if before not in (write, *self._earlier):
            self._earlier.append(before)
        self._group[variable] = write
        if draws(write):
            self._restarted(variable)

    def _is_next(self, write: Node) -> bool:
        """Say whether a write begins another pass than the one that is under way."""
        writes = [*self._earlier, *self._group.values()]
        before = [one for one in writes if not set(write.writes).isdisjoint(one.writes)]
        if not before or write in before:
            return False
        return not goes_on(write, before, min(one.order for one in writes))

    def holds(self, variable: Node, value: Any) -> None:
        """Take the tensor that a variable holds now, None if that is not known."""
        if value is None:
            self._held.pop(variable, None)
        else:
            self._held[variable] = value

    def close(self, now: Named) -> None:
        """End the step that is under way. `now`: what the script calls its tensors after it."""
        if not self._group:
            return
        writes, named, ended, begun = self._group, self._named, self._ended, self._begun
        earlier = tuple(self._earlier)
        self._group, self._named, self._earlier = {}, {}, []
        self._ended = max(write.order for write in writes.values())
        form, changing, nodes = structure([*earlier, *writes.values()])
        named |= {
            name: one
            for name, one in {**self._inside, **now}.items()
            if name not in named and one[0][0] in nodes and one[0][0].order > ended
        }
        steady = nodes - changing
        data = {n: one for n, one in named.items() if one[0][0] in steady}
        data = _independent(_taken_out(data, (*earlier, *writes.values())))
        kinds = {name: (value.dtype, value.shape) for name, (_, value) in named.items()}
        refs = {name: ref for name, (ref, _) in named.items()}
        step = Step(writes, refs, kinds, data, begun, earlier)
        before = self._found.pop(form, None)  # the latest comes last
        if before is not None:
            step.alike, step.fed, step.ends = before.alike + 1, before.fed, before.ends
            step.restarts, step.starts = before.restarts, before.starts
            step.begins = before.begins
        elif len(self._found) >= _MOST_STRUCTURES:
            self._found.pop(next(iter(self._found)))
            self.cut = True
        self._found[form] = step
        step.begins.append(min(write.order for write in (*earlier, *writes.values())))
        step.ends.append(self._ended)
        step.fed.append({name: feed for name, value in data.items() if (feed := self._kept(value))})

    def all(self) -> list[Step]:
        """Return the last step of each structure, the latest at the end."""
        return list(self._found.values())

    def main(self) -> Step | None:
        """Return the step that was done most often, None if no step was done twice."""
        trained = (one for one in self._found.values() if not all(map(is_idle, one.writes.items())))
        repeated = [step for step in trained if step.alike > 1]
        return max(reversed(repeated), key=lambda step: step.alike, default=None)

    def _restarted(self, variable: Node) -> None:
        """Note that the training of a variable begins anew."""
        for step in self._found.values():
            if variable in step.writes and step.alike not in step.restarts[-1:]:
                step.restarts.append(step.alike)

    def _kept(self, value: Any) -> Feed | None:
        """Return of a batch what is kept of a feed: type, shape and a digest of each row."""
        if (
            not isinstance(value, np.ndarray)
            or not value.ndim
            or name_of(value.dtype) not in DTYPES
        ):
            return None
        if self._left < 4 * len(value):
            self.cut = True
            return None
        self._left -= 4 * len(value)
        return Feed("", name_of(value.dtype), value.shape, row_digests(value).tobytes())


def _independent(data: Named) -> dict[str, Any]:
    """Return the values of data that is not computed from other data."""
    nodes = {ref[0] for ref, _ in data.values()}
    return {
        name: value
        for name, (ref, value) in data.items()
        if not (ancestors([ref[0]]) - {ref[0]}) & nodes
    }


def _taken_out(data: Named, writes: Iterable[Node]) -> Named:
    """Return data without what a step needs only to take rows out of it, and which it takes.

    That is a whole set in NumPy, from which TensorFlow takes the rows of each batch.
    """
    nodes = {ref[0] for ref, _ in data.values()}
    taken = {node for node in nodes if node.op in SELECTS}
    if not any((ancestors([node]) - {node}) & nodes for node in taken):
        return data
    used = ancestors(writes, ends=taken)
    return {name: one for name, one in data.items() if one[0][0] in used}
