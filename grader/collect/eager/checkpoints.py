"""Checkpoints of TensorFlow 2: which variables were written into a file, and which read from one.

Both are operations like any other: a `tf.train.Checkpoint` writes and reads with them eagerly.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from grader.collect.eager.nodes import HANDLE, Node, Ref
from grader.collect.eager.sought import Sought, sought_by

WRITE, MERGE, READ = "SaveV2", "MergeV2Checkpoints", "RestoreV2"
_MOST = 8
_FIRST_TENSOR = 3  # of what is written: before it are the path, the names and the slices
_PASSING = ("Identity", "ReadVariableOp")


@dataclass
class Written:
    """A file that was written: by which operation, with which values, and what names meant then."""

    node: Node
    path: str
    values: dict[Node, Any]
    names: dict[str, Any]


@dataclass
class Read:
    """A file that was read: the writes of the variables that got its values.

    root: the object that the file was read into, such as a `tf.train.Checkpoint`; None if unknown.
    over: the first write of each variable after that. failed: whether there was no such file, or
    none that fits.
    """

    path: str
    root: Any = None
    writes: dict[Node, Node] = field(default_factory=dict)
    over: dict[Node, Node] = field(default_factory=dict)
    failed: bool = False

    def sought(self) -> Sought:
        """Return the variables in the object now, by the names that files have for them."""
        return sought_by(self.root)

    def variables(self) -> set[Node]:
        """Return the variables that got values; if none did, those that were to."""
        return {*self.writes} or {*self.sought().values()}


class Checkpoints:
    """Notes the last checkpoints that a script wrote and read, in order."""

    def __init__(self) -> None:
        self.events: list[Written | Read] = []
        self.cut = False
        self._paths: dict[Node, str] = {}

    def wrote(self, node: Node, tensors: list[Any], names: dict[str, Any]) -> None:
        """Take a file that was written. tensors: the numbers of all inputs of the operation."""
        values = {
            variable: tensors[at]
            for at, ref in enumerate(node.inputs)
            if at >= _FIRST_TENSOR and (variable := _variable(ref))
        }
        self._add(Written(node, _text(tensors[0]), values, names))

    def merged(self, path: Any) -> None:
        """Take the path to which the parts went that were written before."""
        last = self.events[-1] if self.events else None
        if isinstance(last, Written):
            last.path = _text(path)

    def opened(self, node: Node, path: Any) -> None:
        """Take an operation that read a file."""
        if len(self._paths) < 1000:
            self._paths[node] = _text(path)

    def asked(self, path: Any, root: Any) -> Read:
        """Take that a file is going to be read into an object; return what is known of it."""
        read = Read(_text(path), root)
        self._add(read)
        return read

    def gave(self, variable: Node, write: Node) -> None:
        """Take a write of a variable, which may be one of values from a file."""
        if not self._paths:
            return
        sources = (self._paths.get(one) for one in _behind(write.inputs[-1]))
        path = next((one for one in sources if one is not None), None)
        last = self.events[-1] if self.events else None
        if path is None:
            if isinstance(last, Read) and variable in last.writes:
                last.over.setdefault(variable, write)
            return
        if not isinstance(last, Read) or last.path != path or variable in last.writes:
            last = Read(path)
            self._add(last)
        last.writes[variable] = write

    def apart(self, held: set[Node]) -> Written | None:
        """Return the last file that was written from other variables than the script ends with.

        held: the variables that its names hold in the end. They may also be others than were read.
        """
        for number, event in reversed([*enumerate(self.events)]):
            if not isinstance(event, Written) or not event.values:
                continue
            later = [one for one in self.events[number:] if isinstance(one, Read)]
            found = [variables for one in later if (variables := one.variables())]
            elsewhere = any(variables.isdisjoint(event.values) for variables in found)
            if elsewhere or not event.values.keys() & held:
                return event
        return None

    def _add(self, event: Written | Read) -> None:
        if len(self.events) >= _MOST:
            self.events.pop(_MOST // 2)
            self.cut = True
        self.events.append(event)


def _behind(ref: Ref) -> Iterator[Node]:
    """Yield the operation that made a tensor, and those from which it was passed on."""
    node = ref[0]
    yield node
    while node.op in _PASSING and node.inputs:
        node = node.inputs[0][0]
        yield node


def _variable(ref: Ref) -> Node | None:
    last = [*_behind(ref)][-1]
    return last if last.op == HANDLE else None


def _text(value: Any) -> str:
    item = value.item() if hasattr(value, "item") else value
    return item.decode(errors="replace") if isinstance(item, bytes) else str(item)
