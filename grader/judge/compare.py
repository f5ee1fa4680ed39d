"""Comparing arrays, and saying where and how far they differ."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.foundation.model import Cell, Table
from grader.judge.checks import CheckFailed
from grader.judge.margins import current

_ROWS, _COLUMNS = 8, 8

Rival = npt.ArrayLike | Callable[[], npt.ArrayLike]


def matches(got: npt.ArrayLike, expected: npt.ArrayLike, *, rtol: float, atol: float) -> bool:
    """Say whether shape and values agree: |got - expected| <= atol + rtol * |expected|."""
    a, b = np.asarray(got), np.asarray(expected)
    with np.errstate(all="ignore"):
        held = a.shape == b.shape and bool(np.allclose(a, b, rtol=rtol, atol=atol))
        if (measure := current()) is not None:
            measure.compared(a, b, rtol=rtol, atol=atol, held=held)
    return held


def assert_allclose(
    got: npt.ArrayLike,
    expected: npt.ArrayLike,
    *,
    rtol: float,
    atol: float,
    what: str = "the result",
    rivals: Mapping[str, Rival] | None = None,
    message: str = "",
) -> None:
    """Fail unless `got` equals `expected` within the tolerances.

    rivals: for each known mistake, the array (or a function that returns it) which a submission
    with that mistake would give. When exactly one of them equals `got`, the failure names it.
    """
    found, wanted = np.asarray(got), np.asarray(expected)
    if matches(found, wanted, rtol=rtol, atol=atol):
        return
    raise CheckFailed(
        message or describe(found, wanted, rtol=rtol, atol=atol, what=what),
        mistake=_diagnosis(found, rivals or {}, rtol, atol),
        tables=comparison_tables(found, wanted, rtol=rtol, atol=atol, what=what),
    )


def nearest(got: npt.ArrayLike, *candidates: npt.ArrayLike) -> npt.ArrayLike:
    """Return the candidate nearest to `got`: the rival for a mistake that takes several forms."""
    fitting = [one for one in candidates if np.shape(one) == np.shape(got)]
    with np.errstate(all="ignore"):
        return min(fitting, key=lambda one: float(np.abs(np.subtract(got, one)).max()), default=())


def describe(
    got: npt.NDArray[Any], expected: npt.NDArray[Any], *, rtol: float, atol: float, what: str
) -> str:
    """Return sentences on how two arrays differ: shape, first index, largest errors."""
    if got.shape != expected.shape:
        return (
            f"{what} has shape {list(got.shape)} ({got.dtype}), expected {list(expected.shape)}"
            f" ({expected.dtype})."
        )
    wrong = wrong_cells(got, expected, rtol=rtol, atol=atol)
    first = tuple(int(i) for i in np.argwhere(wrong)[0])
    with np.errstate(all="ignore"):
        error = np.abs(np.asarray(got, np.float64) - np.asarray(expected, np.float64))
        relative = error / np.abs(np.asarray(expected, np.float64))
    at = f"[{', '.join(map(str, first))}]" if first else "its only value"
    return (
        f"{what} differs in {int(wrong.sum())} of {wrong.size} values, first at {at}:"
        f" expected {number(expected[first])}, got {number(got[first])}."
        f" Largest absolute error {_largest(error[wrong])},"
        f" largest relative error {_largest(relative[wrong])};"
        f" allowed {atol:g} + {rtol:g}·|expected|."
        f" Got {got.dtype} {list(got.shape)}, expected {expected.dtype} {list(expected.shape)}."
    )


def wrong_cells(
    got: npt.NDArray[Any], expected: npt.NDArray[Any], *, rtol: float, atol: float
) -> npt.NDArray[np.bool_]:
    """Return bool of the arrays' shape: which values differ by more than the tolerances."""
    with np.errstate(all="ignore"):
        close: npt.NDArray[np.bool_] = np.isclose(got, expected, rtol=rtol, atol=atol)
    return ~close


def comparison_tables(
    got: npt.NDArray[Any], expected: npt.NDArray[Any], *, rtol: float, atol: float, what: str
) -> tuple[Table, ...]:
    """Return one table for expected and one for got, wrong cells marked; none for rank > 2."""
    if got.ndim > 2 or expected.ndim > 2:
        return ()
    if got.shape == expected.shape:
        wrong = wrong_cells(got, expected, rtol=rtol, atol=atol)
    else:
        wrong = np.zeros(got.shape, bool)
    return (
        _table(f"{what}: expected", expected, np.zeros(expected.shape, bool)),
        _table(f"{what}: yours", got, wrong),
    )


def number(value: Any) -> str:
    """Return a number with at most six significant digits."""
    return f"{float(value):.6g}"


def _largest(errors: npt.NDArray[np.float64]) -> str:
    return number(errors.max()) if np.isfinite(errors).all() else "not finite"


def _table(caption: str, values: npt.NDArray[Any], wrong: npt.NDArray[np.bool_]) -> Table:
    grid = np.atleast_2d(values)[:_ROWS, :_COLUMNS]
    marks = np.atleast_2d(wrong)[:_ROWS, :_COLUMNS]
    rows = tuple(
        (Cell(str(index)), *(Cell(number(v), bool(w)) for v, w in zip(row, mark, strict=True)))
        for index, (row, mark) in enumerate(zip(grid, marks, strict=True))
    )
    cut = " (first rows and columns)" if np.atleast_2d(values).shape != grid.shape else ""
    return Table(caption + cut, ("row", *(str(i) for i in range(grid.shape[1]))), rows)


def _diagnosis(got: npt.NDArray[Any], rivals: Mapping[str, Rival], rtol: float, atol: float) -> str:
    found = [
        name
        for name, rival in rivals.items()
        if matches(got, rival() if callable(rival) else rival, rtol=rtol, atol=atol)
    ]
    return found[0] if len(found) == 1 else ""
