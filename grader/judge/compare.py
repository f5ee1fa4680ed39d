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
    """Return a sentence on how two arrays differ: their shapes, or how many values and the first.

    The types are told where the one counts and the other does not.
    """
    if got.shape != expected.shape:
        return f"{what} has shape {list(got.shape)}, should have {list(expected.shape)}."
    wrong = wrong_cells(got, expected, rtol=rtol, atol=atol)
    first = tuple(int(i) for i in np.argwhere(wrong)[0])
    values = _told_apart(got[first], expected[first])
    whole = got.dtype.kind in "biu" and expected.dtype.kind == "f"
    kind = f" Its values are no fractions ({got.dtype})." if whole else ""
    if not first:
        return f"{what} is {values}.{kind}"
    count, size = int(wrong.sum()), wrong.size
    if size == 1:
        return f"{what}: its only value is {values}.{kind}"
    if count == 1:
        return f"{what}: 1 of {size} values differs: {_place(first)} is {values}.{kind}"
    if count == size:
        return f"{what}: all {size} values differ. The first: {_place(first)} is {values}.{kind}"
    return f"{what}: {count} of {size} values differ. The first: {_place(first)} is {values}.{kind}"


def _place(index: tuple[int, ...]) -> str:
    """Return where a value stands, as a table shows it."""
    match index:
        case (at,):
            return f"number {at}"
        case (row, column):
            return f"row {row}, column {column}"
        case _:
            return f"[{', '.join(map(str, index))}]"


def _told_apart(got: Any, expected: Any) -> str:
    """Return both values, with as many digits as tell them apart."""
    short, wanted = number(got), number(expected)
    if short == wanted:
        short, wanted = f"{float(got):.17g}", f"{float(expected):.17g}"
    return f"{short}, should be {wanted}"


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
    """Return one table for expected and one for got, wrong cells marked; none for rank > 2.

    Where no value of several rows is right, one row shows as much as all.
    """
    if got.ndim > 2 or expected.ndim > 2:
        return ()
    if got.shape == expected.shape:
        wrong = wrong_cells(got, expected, rtol=rtol, atol=atol)
    else:
        wrong = np.zeros(got.shape, bool)
    rows = 1 if wrong.size and wrong.all() else _ROWS
    return (
        _table(f"{what}: expected", expected, np.zeros(expected.shape, bool), rows),
        _table(f"{what}: yours", got, wrong, rows),
    )


def number(value: Any) -> str:
    """Return a number with at most six significant digits."""
    return f"{float(value):.6g}"


def _table(
    caption: str, values: npt.NDArray[Any], wrong: npt.NDArray[np.bool_], most: int
) -> Table:
    grid = np.atleast_2d(values)[:most, :_COLUMNS]
    marks = np.atleast_2d(wrong)[:most, :_COLUMNS]
    rows = tuple(
        (Cell(str(index)), *(Cell(number(v), bool(w)) for v, w in zip(row, mark, strict=True)))
        for index, (row, mark) in enumerate(zip(grid, marks, strict=True))
    )
    return Table(
        caption + _cut(np.atleast_2d(values).shape, grid.shape),
        ("row", *(str(i) for i in range(grid.shape[1]))),
        rows,
    )


def _cut(whole: tuple[int, ...], shown: tuple[int, ...]) -> str:
    if whole == shown:
        return ""
    return " (the first row)" if shown[0] == 1 < whole[0] else " (first rows and columns)"


def _diagnosis(got: npt.NDArray[Any], rivals: Mapping[str, Rival], rtol: float, atol: float) -> str:
    found = [
        name
        for name, rival in rivals.items()
        if matches(got, rival() if callable(rival) else rival, rtol=rtol, atol=atol)
    ]
    return found[0] if len(found) == 1 else ""
