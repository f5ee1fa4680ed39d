"""A line chart as geometry: finite numbers from a Figure, which a template draws.

Values that are not finite (a loss that went to NaN) interrupt a line and are counted, never drawn.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from grader.foundation.model import Cell, Figure, Series, Table

WIDTH, HEIGHT = 560, 300
STYLES = 6
_RIGHT, _TOP, _BOTTOM = 20.0, 16.0, 62.0
_LARGEST = 1e150
_DRAWN_POINTS = 600
_TABLE_ROWS = 24
_SPARKS = "▁▂▃▄▅▆▇█"

Point = tuple[float, float]


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where, in SVG units, and what is written there."""

    at: float
    label: str


@dataclass(frozen=True)
class Curve:
    """One series; style (0–5) picks colour and dash, a stroke is an SVG point list."""

    name: str
    style: int
    strokes: tuple[str, ...]
    dots: tuple[Point, ...]


@dataclass(frozen=True)
class Chart:
    """The plot area's edges, ticks and lines in a box of `WIDTH` by `HEIGHT`."""

    left: float
    right: float
    top: float
    bottom: float
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    lines: tuple[Curve, ...]
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class SeriesSummary:
    """A series in a few numbers; spark is its course in at most 24 block characters."""

    name: str
    points: int
    left_out: int
    first: float = 0.0
    last: float = 0.0
    lowest: float = 0.0
    highest: float = 0.0
    spark: str = ""


@dataclass(frozen=True)
class _Axis:
    low: float
    high: float
    ticks: tuple[float, ...]
    step: float

    def place(self, value: float, start: float, end: float) -> float:
        """Return where `value` lies between the SVG coordinates start and end."""
        return round(start + (value - self.low) / (self.high - self.low) * (end - start), 2)

    def label(self, value: float) -> str:
        """Return a tick's text, with as many decimals as the step needs."""
        if max(abs(self.low), abs(self.high)) >= 1e6 or self.step < 1e-4:
            return f"{value:.6g}"
        return f"{value:.{max(0, -math.floor(math.log10(self.step)))}f}"


def draw(figure: Figure) -> Chart:
    """Return the geometry of a figure."""
    points = [list(_points(series)) for series in figure.series]
    known = [point for line in points for point in line if point is not None]
    x_axis = _axis([x for x, _ in known], rounded=False)
    y_axis = _axis([y for _, y in known], rounded=True)
    y_labels = [y_axis.label(value) for value in y_axis.ticks]
    left, right = 34.0 + 10 * max(map(len, y_labels)), WIDTH - _RIGHT
    top, bottom = _TOP, HEIGHT - _BOTTOM

    def placed(line: Sequence[Point | None]) -> list[list[Point]]:
        return [
            [(x_axis.place(x, left, right), y_axis.place(y, bottom, top)) for x, y in _thin(run)]
            for run in _runs(line)
        ]

    return Chart(
        left,
        right,
        top,
        bottom,
        tuple(Tick(x_axis.place(x, left, right), x_axis.label(x)) for x in x_axis.ticks),
        tuple(
            Tick(y_axis.place(y, bottom, top), label)
            for y, label in zip(y_axis.ticks, y_labels, strict=True)
        ),
        tuple(
            _line(series.name, index, placed(line))
            for index, (series, line) in enumerate(zip(figure.series, points, strict=True))
        ),
    )


def summarise(series: Series) -> SeriesSummary:
    """Return first, last, lowest and highest value of what is finite."""
    points = list(_points(series))
    values = [point[1] for point in points if point is not None]
    left_out = len(points) - len(values)
    if not values:
        return SeriesSummary(series.name, 0, left_out)
    return SeriesSummary(
        series.name,
        len(values),
        left_out,
        values[0],
        values[-1],
        min(values),
        max(values),
        _spark(values),
    )


def data_table(figure: Figure) -> Table:
    """Return a figure's values as a table, rows picked evenly when there are many."""
    columns = [dict(_raw(series)) for series in figure.series]
    xs = sorted({x for column in columns for x in column if math.isfinite(x)})
    kept = xs
    if len(xs) > _TABLE_ROWS:
        last = len(xs) - 1
        kept = [xs[round(i * last / (_TABLE_ROWS - 1))] for i in range(_TABLE_ROWS)]
    rows = tuple(
        (
            Cell(f"{x:.6g}"),
            *(Cell(f"{column[x]:.6g}" if x in column else "") for column in columns),
        )
        for x in kept
    )
    cut = f" ({len(kept)} of {len(xs)} points)" if len(kept) < len(xs) else ""
    header = (figure.x_label or "x", *(series.name for series in figure.series))
    return Table(f"{figure.title}{cut}", header, rows)


def _raw(series: Series) -> Iterator[Point]:
    ys = (math.nan if y is None else y for y in series.y)
    return zip(series.x or map(float, range(len(series.y))), ys, strict=False)


def _points(series: Series) -> Iterator[Point | None]:
    """Yield the points in order, None for one that cannot be drawn."""
    for x, y in _raw(series):
        yield (x, y) if abs(x) <= _LARGEST and abs(y) <= _LARGEST else None


def _runs(points: Sequence[Point | None]) -> list[list[Point]]:
    grouped = groupby(points, key=lambda point: point is None)
    return [[p for p in run if p is not None] for missing, run in grouped if not missing]


def _thin(run: list[Point]) -> list[Point]:
    """Return lowest and highest point of each stretch, so that a spike is never lost."""
    if len(run) <= _DRAWN_POINTS:
        return run
    size = math.ceil(2 * len(run) / _DRAWN_POINTS)
    kept: list[Point] = []
    for start in range(0, len(run), size):
        stretch = range(start, min(start + size, len(run)))
        ends = {min(stretch, key=lambda i: run[i][1]), max(stretch, key=lambda i: run[i][1])}
        kept += [run[i] for i in sorted(ends)]
    return kept


def _line(name: str, index: int, runs: list[list[Point]]) -> Curve:
    return Curve(
        name,
        index % STYLES,
        tuple(" ".join(f"{x:g},{y:g}" for x, y in run) for run in runs if len(run) > 1),
        tuple(run[0] for run in runs if len(run) == 1),
    )


def _axis(values: Sequence[float], *, rounded: bool) -> _Axis:
    """Return an axis over the values; `rounded` widens it to whole steps."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if high - low <= max(abs(low), abs(high)) * 1e-9 or high - low < 1e-300:
        margin = abs(high) * 0.1 if abs(high) > 1e-300 else 1.0
        low, high = low - margin, high + margin
    whole = all(value == math.floor(value) for value in values)
    step = _step((high - low) / 4)
    if whole and not rounded:
        step = max(step, 1.0)
    first, last = math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6)
    if rounded:
        first, last = math.floor(low / step + 1e-6), math.ceil(high / step - 1e-6)
        low, high = first * step, last * step
    return _Axis(low, high, tuple(i * step for i in range(first, last + 1)), step)


def _step(rough: float) -> float:
    """Return 1, 2 or 5 times a power of ten, at least `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)


def _spark(values: Sequence[float], width: int = 24) -> str:
    low, span = min(values), max(values) - min(values)
    count = min(width, len(values))
    picked = [values[round(i * (len(values) - 1) / max(1, count - 1))] for i in range(count)]
    top = len(_SPARKS) - 1
    return "".join(_SPARKS[round((v - low) / span * top) if span else 0] for v in picked)
