"""Values that pass between TensorFlow and Python: tensors read as numbers, arrays given as tensors.

An array that `.numpy()` gave and that comes back as it was is the tensor again. What NumPy computes
from a tensor is not seen: NumPy reads a tensor's memory itself.
"""

import sys
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any, Literal

import numpy as np

from grader.collect.claims import MAX_EVENTS
from grader.collect.eager.frames import Frames
from grader.collect.eager.nodes import Leaf, Node, Ref

Kind = Literal["branch", "number", "text", "value"]
MOST_GUARDS = 50
_SMALL = 256
_MOST_EXPORTED = 1 << 20
_CHOOSING: dict[str, Kind] = {"__bool__": "branch", "__index__": "number", "__int__": "number"}
_TEXTS = ("numpy_text", "__format__")
_NUMBERS = "fiub"


@dataclass(frozen=True)
class Reading:
    """A tensor's value that went to Python; kind says what for.

    node: does not keep it alive, unless `kept`, the same node, does.
    """

    kind: Kind
    node: weakref.ref[Node]
    output: int
    value: Any
    line: int
    kept: Node | None = None


class Values:
    """Notes what is read, and knows arrays again. `ref_of` returns the Ref of a tensor.

    changed: the lines where an array that `.numpy()` gave was given back with other numbers.
    """

    def __init__(self, frames: Frames, ref_of: Callable[[Any], Ref]) -> None:
        self._frames, self._ref_of = frames, ref_of
        self.readings: list[Reading] = []
        self.cut = False
        self.changed: set[int] = set()
        self._guards = 0
        self._given: weakref.WeakValueDictionary[int, Leaf] = weakref.WeakValueDictionary()
        self._exports: dict[int, tuple[weakref.ref[Any], int, Ref]] = {}

    def read(self, tensor: Any, value: Any, how: str, user: FrameType | None) -> None:
        """Note that Python was given a tensor's value; `how` names the method, `user` asked."""
        line, array = self._frames.line(), np.asarray(value)
        if not line or array.dtype.kind not in _NUMBERS:
            return
        if len(self.readings) >= MAX_EVENTS:
            self.cut = True
            return
        kind: Kind = "text" if how in _TEXTS else "value"
        if self._frames.owns(user):
            kind = _CHOOSING.get(how, kind)
        node, output = self._ref_of(tensor)
        small = np.array(array) if array.size <= _SMALL else None
        kept = None
        if kind in ("branch", "number") and self._guards < MOST_GUARDS:
            self._guards += 1
            kept = node
        self.readings.append(Reading(kind, weakref.ref(node), output, small, line, kept))

    def exported(self, array: Any, tensor: Any) -> None:
        """Remember an array that `tensor.numpy()` gave, as long as it lives."""
        if type(array) is not np.ndarray or array.nbytes > _MOST_EXPORTED:
            return
        key = id(array)
        reference = weakref.ref(array, lambda gone: self._exports.pop(key, None) and None)
        self._exports[key] = reference, hash(array.tobytes()), self._ref_of(tensor)

    def came_back(self, array: Any) -> Ref | None:
        """Return the Ref of the tensor whose `.numpy()` this is, if it is as it was."""
        if type(array) is not np.ndarray or id(array) not in self._exports:
            return None
        reference, content, ref = self._exports[id(array)]
        same = reference() is array
        if not same:  # an array that is gone had this number
            return None
        if hash(array.tobytes()) == content:
            return ref
        if len(self.changed) < MOST_GUARDS:
            self.changed.add(self._frames.line())
        return None

    def given(self, array: Any, leaf: Leaf) -> None:
        """Note that an array was given as a tensor, which is this leaf."""
        leaf.array = weakref.ref(array)
        self._given[id(array)] = leaf

    def of_array(self, array: Any) -> Ref | None:
        """Return the Ref of an array that was given as a tensor or that `.numpy()` gave."""
        leaf = self._given.get(id(array))
        if leaf is not None and leaf.array is not None and leaf.array() is array:
            return leaf, 0
        found = self._exports.get(id(array))
        return found[2] if found is not None and found[0]() is array else None


def asked_by() -> tuple[str, FrameType | None]:
    """Return the name of the method that asked the caller, and the frame that called the method."""
    method = sys._getframe(2)
    return method.f_code.co_name, method.f_back
