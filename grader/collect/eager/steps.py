"""Steps: passes through a loop that write variables, and which of them are alike."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.collect.claims import Feed
from grader.collect.digest import row_digests
from grader.collect.eager.nodes import HANDLE, Leaf, Node, Ref, ancestors, in_order, untraced
from grader.foundation.wire import DTYPES, name_of

# What the script's frames call their tensors and arrays: each with its Ref and its value.
Named = dict[str, tuple[Ref, Any]]
_ROWS_BUDGET = 12 << 20
_MOST_STRUCTURES = 64
_PLAIN = ("Cast", "Const", "Identity")  # what makes a number of the script's a tensor


@dataclass
class Step:
    """The last of `alike` passes with one structure.

    writes: the last write of each variable. names: what the frames called their tensors then, and
    functions that had ended. kinds: their types and shapes. data: what neither a variable nor other
    data decides of these, with values. fed: for each pass, what is kept of the data, by its name.
    restarts: after how many passes some of the variables were drawn anew. begins, ends: when each
    was done, from its first write to its last. starts: what variables held before the first, as far
    as it is known.
    """

    writes: dict[Node, Node]
    names: dict[str, Ref]
    kinds: dict[str, tuple[Any, tuple[int, ...]]]
    data: dict[str, Any]
    starts: dict[Node, Any]
    alike: int = 1
    fed: list[dict[str, Feed]] = field(default_factory=list)
    restarts: list[int] = field(default_factory=list)
    begins: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)


class Steps:
    """Takes each write of a variable; a step ends where a variable is written again.

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
        if variable not in self.first or _sets_a_number(variable, write):
            self.first[variable] = write
            return
        if self._paused:
            return
        if _moves_on(variable, write):
            self.counters[variable] = write
        again = any(one in self._group for one in write.writes)
        if not self._group or (again and write not in self._group.values()):
            now = self._names_now()
            self.close(now)
            fresh = {n: one for n, one in now.items() if one[0][0].order > self._ended}
            self._named = {**given, **fresh}
            self._inside = self._inside_now()
            self._begun = dict(self._held)
        self._group[variable] = write
        if _draws(write):
            self._restarted(variable)

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
        self._group, self._named = {}, {}
        self._ended = max(write.order for write in writes.values())
        structure, changing, nodes = _structure(writes)
        named |= {
            name: one
            for name, one in {**self._inside, **now}.items()
            if name not in named and one[0][0] in nodes and one[0][0].order > ended
        }
        data = _independent({n: one for n, one in named.items() if one[0][0] in nodes - changing})
        kinds = {name: (value.dtype, value.shape) for name, (_, value) in named.items()}
        refs = {name: ref for name, (ref, _) in named.items()}
        step = Step(writes, refs, kinds, data, begun)
        before = self._found.pop(structure, None)  # the latest comes last
        if before is not None:
            step.alike, step.fed, step.ends = before.alike + 1, before.fed, before.ends
            step.restarts, step.starts = before.restarts, before.starts
            step.begins = before.begins
        elif len(self._found) >= _MOST_STRUCTURES:
            self._found.pop(next(iter(self._found)))
            self.cut = True
        self._found[structure] = step
        step.begins.append(min(write.order for write in writes.values()))
        step.ends.append(self._ended)
        step.fed.append({name: feed for name, value in data.items() if (feed := self._kept(value))})

    def all(self) -> list[Step]:
        """Return the last step of each structure, the latest at the end."""
        return list(self._found.values())

    def main(self) -> Step | None:
        """Return the step that was done most often, None if no step was done twice."""
        trained = (
            one for one in self._found.values() if not all(map(_is_idle, one.writes.items()))
        )
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


def _moves_on(variable: Node, write: Node) -> bool:
    """Say whether a write sets a variable of whole numbers by nothing but what it held."""
    if "int" not in str(variable.attributes().get("dtype")):
        return False
    return {node for node in ancestors({write}) if node.op == HANDLE} == {variable}


def _draws(write: Node) -> bool:
    """Say whether a write gives a variable numbers drawn at random, whatever it and others held."""
    if write.op != "AssignVariableOp":
        return False
    drawn, seen, waiting = False, set[Node](), [write.inputs[1][0]]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        if node.op == HANDLE and "int" not in str(node.attributes().get("dtype")):
            return False  # in most loops the first that is found: a variable without its gradient
        drawn = drawn or "Random" in node.op or "TruncatedNormal" in node.op
        waiting += [one for one, _ in reversed(node.inputs)]
    return drawn


def _is_idle(written: tuple[Node, Node]) -> bool:
    """Say whether a write trains nothing: it draws numbers anew, or moves a seed on."""
    variable, write = written
    return _draws(write) or _moves_on(variable, write)


def _sets_a_number(variable: Node, write: Node) -> bool:
    """Say whether a write gives a variable that is one number a value of the script's own."""
    about = variable.attributes()
    if write.op != "AssignVariableOp" or "float" not in str(about.get("dtype")):
        return False
    if len(about.get("shape", "?")):
        return False
    found = ancestors([write.inputs[1][0]])
    return all(isinstance(node, Leaf) or node.op in _PLAIN for node in found)


def _structure(writes: dict[Node, Node]) -> tuple[int, set[Node], set[Node]]:
    """Return what is equal for steps alike, the nodes that variables decide, and all nodes."""
    nodes = ancestors(writes.values())
    numbers: dict[Node, Any] = {}
    shape: list[Any] = []
    changing: set[Node] = set()
    for node in in_order(nodes):
        if isinstance(node, Leaf):  # TensorFlow may or may not make one of equal constants
            numbers[node] = node.form
            continue
        numbers[node] = len(shape)
        own = id(node) if node.op == HANDLE else 0  # which variable it is belongs to the structure
        if own or any(one in changing for one, _ in node.inputs):
            changing.add(node)
        shape.append((untraced(node.op), own, tuple(numbers[one] for one, _ in node.inputs)))
    return hash(tuple(shape)), changing, nodes
