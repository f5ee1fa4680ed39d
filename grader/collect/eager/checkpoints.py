"""Checkpoints of TensorFlow 2: which variables were written into a file, and which read from one.

Both are operations like any other: a `tf.train.Checkpoint` writes and reads with them eagerly.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.collect.eager.nodes import HANDLE, Leaf, Node, Ref
from grader.collect.eager.sought import Sought, sought_by

WRITE, MERGE, READ = "SaveV2", "MergeV2Checkpoints", "RestoreV2"
_MOST = 8
_FIRST_TENSOR = 3  # of what is written: before it are the path, the names and the slices
_PASSING = ("Identity", "ReadVariableOp")


@dataclass
class Written:
    """A file that was written: by which operation, with which values, and what names meant then.

    keys: the variables by their names in the file. over: the variables that were given something
    else since, and not the file's values again.
    """

    node: Node
    path: str
    values: dict[Node, Any]
    names: dict[str, Any]
    keys: dict[str, Node]
    over: set[Node] = field(default_factory=set)

    @property
    def order(self) -> float:
        """When it was written."""
        return self.node.order


@dataclass
class Read:
    """A file that was read: the writes of the variables that got its values.

    view: what names the parts of the object that the file was read into, such as a
    `tf.train.Checkpoint`; None if unknown. root: that object, which the view may not keep alive.
    over: the first write of each variable after that. failed: whether there was no such file, or
    none that fits. kept: the variables that still held what was written last when they were read.
    keys: the variables by their names in the file. by_hand: whether Python read it.
    """

    path: str
    order: float
    view: Any = None
    root: Any = None
    by_hand: bool = False
    writes: dict[Node, Node] = field(default_factory=dict)
    over: dict[Node, Node] = field(default_factory=dict)
    failed: bool = False
    kept: set[Node] = field(default_factory=set)
    keys: dict[str, Node] = field(default_factory=dict)

    def sought(self) -> Sought:
        """Return the variables in the object now, by the names that files have for them."""
        return sought_by(self.view, self.keys) if self.view else {}

    def variables(self) -> set[Node]:
        """Return the variables that got values; if none did, those that were to."""
        return {*self.writes} or {*self.sought().values()}


@dataclass(frozen=True)
class Apart:
    """Two sessions: the first wrote a file, the second began at `cut`. again: in other variables"""

    written: Written
    cut: float
    again: bool


class Checkpoints:
    """Notes the last checkpoints that a script wrote and read, in order."""

    def __init__(self) -> None:
        self.events: list[Written | Read] = []
        self.cut = False
        self._opened: dict[Node, tuple[str, list[str], bool]] = {}

    def wrote(self, node: Node, tensors: list[Any], names: dict[str, Any]) -> None:
        """Take a file that was written. tensors: the numbers of all inputs of the operation."""
        found = {
            at: variable
            for at, ref in enumerate(node.inputs)
            if at >= _FIRST_TENSOR and (variable := _variable(ref))
        }
        values = {variable: tensors[at] for at, variable in found.items()}
        named = dict(enumerate(_texts(tensors[1]), _FIRST_TENSOR))
        keys = {named.get(at, ""): variable for at, variable in found.items()}
        self._add(Written(node, _text(tensors[0]), values, names, keys))

    def merged(self, path: Any) -> None:
        """Take the path to which the parts went that were written before."""
        last = self.events[-1] if self.events else None
        if isinstance(last, Written):
            last.path = _text(path)

    def opened(self, node: Node, path: Any, keys: Any, *, by_hand: bool = False) -> None:
        """Take an operation that read a file. keys: the names of its results there."""
        if len(self._opened) < 1000:
            self._opened[node] = _text(path), _texts(keys), by_hand

    def asked(self, path: Any, view: Any, order: float) -> Read:
        """Take that a file is going to be read into an object; return what is known of it."""
        after = order + 0.1  # what Python was given until now
        read = Read(_text(path), after, view, view.root)
        self._add(read)
        return read

    def gave(self, variable: Node, write: Node) -> bool:
        """Take a write of a variable; say whether its values are from a file."""
        if not self._opened and not self.events:
            return False
        source = _source(write.inputs[-1])
        path, keys, by_hand = self._opened.get(source[0], (None, [], False))
        last = self.events[-1] if self.events else None
        written = [
            one for one in self.events if isinstance(one, Written) and variable in one.values
        ]
        if path is None:
            for one in written:
                one.over.add(variable)
            if isinstance(last, Read) and variable in last.writes:
                last.over.setdefault(variable, write)
            return False
        known = isinstance(last, Read) and (last.path, last.by_hand) == (path, by_hand)
        if not isinstance(last, Read) or not known or variable in last.writes:
            last = Read(path, write.order, by_hand=by_hand)
            self._add(last)
        last.writes[variable] = write
        last.keys.update(dict.fromkeys(keys[source[1] : source[1] + 1], variable))
        if written and variable not in written[-1].over:
            last.kept.add(variable)
        for one in written:
            one.over.discard(variable)
        return True

    def apart(self, held: set[Node]) -> Apart | None:
        """Return what the last file that was written tells apart, None if nothing does.

        It was read into other variables, or into some that held something else by then; or the
        names of the script hold none of its variables in the end, but the ones in `held`.
        """
        for number, event in reversed([*enumerate(self.events)]):
            if not isinstance(event, Written) or not event.values:
                continue
            events = self.events[number:]
            later = [one for one in events if isinstance(one, Read) and not one.by_hand]
            for one in later:
                found = one.variables()
                if found and found.isdisjoint(event.values):
                    return Apart(event, one.order, True)
            for one in later:
                if one.writes.keys() - one.kept:
                    return Apart(event, one.order, False)
            if not event.values.keys() & held:
                return Apart(event, event.order + 0.5, True)
        return None

    def _add(self, event: Written | Read) -> None:
        if len(self.events) >= _MOST:
            self.events.pop(_MOST // 2)
            self.cut = True
        self.events.append(event)


def _source(ref: Ref) -> Ref:
    """Return the tensor that was passed on as this one, also by Keras' initializer `Constant`."""
    while True:
        node = ref[0]
        before = node.inputs[:1] if node.op in _PASSING else ()
        if node.op == "Mul" and any(map(_is_ones, node.inputs)):
            before = tuple(one for one in node.inputs if not _is_ones(one))
        if len(before) != 1:
            return ref
        ref = before[0]


def _is_ones(ref: Ref) -> bool:
    """Say whether a tensor holds nothing but ones, whatever else does."""
    node = ref[0]
    if node.op == "Fill":
        return _is_ones(node.inputs[1])
    value = node.value if isinstance(node, Leaf) else None
    return isinstance(value, np.ndarray) and bool(np.all(value == 1))


def _variable(ref: Ref) -> Node | None:
    last = _source(ref)[0]
    return last if last.op == HANDLE else None


def _texts(values: Any) -> list[str]:
    return [_text(one) for one in np.ravel(values)]


def _text(value: Any) -> str:
    item = value.item() if hasattr(value, "item") else value
    return item.decode(errors="replace") if isinstance(item, bytes) else str(item)
