"""Values that pass between TensorFlow and Python: tensors read as numbers, arrays given as tensors.

An array that `.numpy()` gave and that comes back as it was is the tensor again. What NumPy computes
from a tensor is not seen: NumPy reads a tensor's memory itself.
"""

import sys
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator
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
_MOST_NUMBERS = 16
_CHOOSING: dict[str, Kind] = {"__bool__": "branch", "__index__": "number", "__int__": "number"}
_TEXTS = ("numpy_text", "__format__", "StringFormat")
_NUMBERS = "fiub"


@dataclass(frozen=True)
class Reading:
    """A tensor's value that went to Python; kind says what for.

    node: does not keep it alive, unless `kept`, the same node, does. order: its place in time.
    """

    kind: Kind
    node: weakref.ref[Node]
    output: int
    value: Any
    line: int
    order: float
    kept: Node | None = None


class Values:
    """Notes what is read, and knows arrays again. `ref_of` returns the Ref of a tensor.

    now: returns the place in time. noted: told each tensor that is read, with its value.
    changed: the lines where an array that `.numpy()` gave was given back with other numbers.
    numbers: the lines where a number of NumPy's was given as a tensor.
    """

    def __init__(
        self,
        frames: Frames,
        ref_of: Callable[[Any], Ref],
        now: Callable[[], float],
        noted: Callable[[Ref, Any], None],
    ) -> None:
        self._frames, self._ref_of = frames, ref_of
        self._now, self._noted = now, noted
        self.readings: list[Reading] = []
        self.cut = False
        self.changed: set[int] = set()
        self.numbers: set[int] = set()
        self._guards = 0
        self._given: weakref.WeakValueDictionary[int, Leaf] = weakref.WeakValueDictionary()
        self._exports: dict[int, tuple[weakref.ref[Any], int, Ref]] = {}
        self._numbers: deque[tuple[Any, Ref]] = deque(maxlen=_MOST_NUMBERS)

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
        self.readings.append(
            Reading(kind, weakref.ref(node), output, small, line, self._now(), kept)
        )
        self._noted((node, output), array)

    def unread(self, held: Iterable[tuple[Ref, Any]]) -> Iterator[tuple[Ref, Any]]:
        """Yield those small tensors, with their values, that nobody has read as a whole.

        Who prints one row by row, or rounds it in NumPy, reads its rows, or its memory.
        """
        seen = {(one.node(), one.output) for one in self.readings}
        for ref, value in held:
            array = np.asarray(value)
            small = array.dtype.kind == "f" and array.size <= _SMALL
            if small and not isinstance(ref[0], Leaf) and ref not in seen:
                seen.add(ref)
                yield ref, array

    def exported(self, array: Any, tensor: Any) -> None:
        """Remember an array that `tensor.numpy()` gave, as long as it lives; a few numbers, too."""
        if isinstance(array, np.generic):
            self._numbers.append((array, self._ref_of(tensor)))
        self.loaded(array, self._ref_of(tensor))

    def loaded(self, array: Any, ref: Ref) -> None:
        """Remember an array, as long as it lives, which is what a tensor holds."""
        if type(array) is not np.ndarray or array.nbytes > _MOST_EXPORTED:
            return
        key = id(array)
        reference = weakref.ref(array, lambda gone: self._exports.pop(key, None) and None)
        self._exports[key] = reference, hash(array.tobytes()), ref

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

    def given_number(self) -> None:
        """Note that a number of NumPy's was given as a tensor."""
        if len(self.numbers) < MOST_GUARDS:
            self.numbers.add(self._frames.line())

    def of_array(self, array: Any) -> Ref | None:
        """Return the Ref of an array that was given as a tensor or that `.numpy()` gave."""
        if isinstance(array, np.generic):
            return next((ref for one, ref in self._numbers if one is array), None)
        leaf = self._given.get(id(array))
        if leaf is not None and leaf.array is not None and leaf.array() is array:
            return leaf, 0
        found = self._exports.get(id(array))
        return found[2] if found is not None and found[0]() is array else None


def asked_by() -> tuple[str, FrameType | None]:
    """Return the name of the method that asked the caller, and the frame that called the method."""
    method = sys._getframe(2)
    return method.f_code.co_name, method.f_back
