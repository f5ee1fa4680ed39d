"""How near each comparison of a check came to its tolerance: noted for who proves an exercise.

Nothing is noted while submissions are graded; `JudgeRequest.measure` asks for it.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

FAR = 1e30
_COMPARING = (__file__, str(Path(__file__).with_name("compare.py")))
_NUMBERS = 64


class Comparison(msgspec.Struct, frozen=True):
    """All comparisons of one check that were made at one place, `file.py:line`.

    A ratio is the largest |got - wanted| / (atol + rtol |wanted|), where a difference below the
    rounding of got's type counts as that: at most 1 for equal arrays. `held` is the largest ratio
    of those that held; of those that did not, `near` is the smallest and `first` the first, 0 if
    there was none.
    """

    check: str
    place: str
    held: float
    near: float = 0.0
    first: float = 0.0


class Measured(msgspec.Struct, frozen=True):
    """What was noted while one submission was judged.

    drawn: numbers of the secret checks, as a report would print them, which no public check uses.
    raised: the checks that raised something else than a failure; noted while grading, too.
    messages: what secret checks that did not pass said, by their names; no report tells that.
    """

    comparisons: tuple[Comparison, ...] = ()
    drawn: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    messages: dict[str, str] = {}


class Measure:
    """Takes notes for the check that has begun last. `secret` names the secret checks."""

    def __init__(self, secret: Iterable[str]) -> None:
        self._secret = frozenset(secret)
        self._check = ""
        self._found: dict[tuple[str, str], Comparison] = {}
        self._numbers: dict[bool, set[str]] = {True: set(), False: set()}

    def begin(self, check: str) -> None:
        """Note what follows for this check."""
        self._check = check

    def compared(self, got: Any, wanted: Any, *, rtol: float, atol: float, held: bool) -> None:
        """Note a comparison of two arrays."""
        self.used((wanted,))
        found = ratio(got, wanted, rtol=rtol, atol=atol)
        if found is None:
            return
        key = (self._check, _place())
        before = self._found.get(key) or Comparison(*key, held=0.0)
        if held:
            after = msgspec.structs.replace(before, held=max(before.held, found))
        else:
            near = min(before.near or FAR, found)
            after = msgspec.structs.replace(before, near=near, first=before.first or found)
        self._found[key] = after

    def used(self, arrays: Iterable[npt.ArrayLike]) -> None:
        """Note numbers that the check drew, or expects."""
        numbers = self._numbers[self._check in self._secret]
        for array in arrays:
            values = np.asarray(array)
            if values.dtype.kind == "f":
                numbers.update(_shown(float(value)) for value in values.flat[:_NUMBERS])

    def result(self) -> Measured:
        """Return all that was noted."""
        drawn = {text for text in self._numbers[True] - self._numbers[False] if len(text) > 6}
        return Measured(tuple(self._found.values()), tuple(sorted(drawn)))


_current: ContextVar[Measure | None] = ContextVar("measure", default=None)


def current() -> Measure | None:
    """Return who takes notes now, if anyone does."""
    return _current.get()


@contextmanager
def measuring(measure: Measure | None) -> Iterator[None]:
    """Let `measure` take notes; None: nobody."""
    token = _current.set(measure)
    try:
        yield
    finally:
        _current.reset(token)


def ratio(got: Any, wanted: Any, *, rtol: float, atol: float) -> float | None:
    """Return the largest |got - wanted| / (atol + rtol |wanted|), at most FAR.

    None where a tolerance says nothing: exact comparisons, other things than numbers, no values.
    Arrays of different shapes are as far apart as can be.
    """
    a, b = np.atleast_1d(got), np.atleast_1d(wanted)
    if a.dtype.kind not in "fiu" or b.dtype.kind not in "fiu" or not (rtol or atol):
        return None
    if np.shape(got) != np.shape(wanted):
        return FAR
    if not a.size:
        return None
    rounding = np.finfo(a.dtype).eps if a.dtype.kind == "f" else 0.0
    with np.errstate(all="ignore"):
        size = np.abs(b.astype(np.float64))
        apart = np.abs(a.astype(np.float64) - b.astype(np.float64))
        ratios = np.maximum(apart, rounding * size) / (atol + rtol * size)
    ratios[a == b] = np.nan_to_num(ratios[a == b], nan=0.0, posinf=0.0)
    return float(min(np.nan_to_num(ratios, nan=FAR, posinf=FAR).max(), FAR))


def _place() -> str:
    """Return file and line that compare, which is where the tolerance stands."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename in _COMPARING:
        frame = frame.f_back
    return f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"


def _shown(value: float) -> str:
    return f"{value:.6g}"
