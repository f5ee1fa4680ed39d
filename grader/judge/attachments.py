"""Figures and tables for a check to `attach`, made from arrays and texts."""

import math
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from grader.foundation.model import Cell, Figure, Series, Table


def chart(
    title: str, x_label: str, y_label: str, curves: Mapping[str, npt.NDArray[np.float64]]
) -> Figure:
    """Return a chart of curves over 0, 1, 2 …; what is not a finite number is left out."""
    series = []
    for name, curve in curves.items():
        shown = np.flatnonzero(np.isfinite(curve))
        series.append(
            Series(name, tuple(map(float, curve[shown])), tuple(float(place) for place in shown))
        )
    return Figure(title, x_label, y_label, tuple(series))


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table of texts, none of them marked as wrong."""
    return Table(caption, tuple(header), tuple(tuple(map(Cell, row)) for row in rows))


def drawable(figure: Figure) -> Figure:
    """Return a figure whose lines have a gap where a value is infinite or not a number."""
    return msgspec.structs.replace(
        figure,
        series=tuple(
            msgspec.structs.replace(
                line, y=tuple(y if y is not None and math.isfinite(y) else None for y in line.y)
            )
            for line in figure.series
        ),
    )
