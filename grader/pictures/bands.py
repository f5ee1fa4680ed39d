"""A long picture in bands, as a text is set in lines: where every column and every row goes.

A picture that is wider than a page is broken between two columns. An arrow across a break leaves
its band on the right, passes between the bands and comes in again on the left.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from grader.pictures.layout import Edge, Layout

WIDEST = 750.0
BOX_HEIGHT = 42.0
_ROW, _GAP, _EDGE = 56.0, 30.0, 10.0
_BESIDE, _LANE, _LANES = 14.0, 6.0, 8  # room beside boxes, and for arrows next to one another


@dataclass(frozen=True)
class Bands:
    """numbers: the band of each column; lefts, widths: where it stands; tops: of row 0 in a band.

    breaks: where the space above each band begins. lanes: the place there of each arrow that
    crosses a break, counted from the boxes outwards.
    """

    numbers: tuple[int, ...]
    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    tops: tuple[float, ...]
    breaks: tuple[float, ...]
    lanes: Mapping[Edge, int]
    right: float
    width: float
    height: float

    def y(self, column: int, row: float) -> float:
        """Return the upper side of a box in this place."""
        return round(self.tops[self.numbers[column]] + row * _ROW, 1)

    def detour(self, edge: Edge, column: int, y: float) -> str:
        """Return the way of an arrow out of its band, to the height `y` left of a column."""
        out = _BESIDE + _LANE * self.lanes.get(edge, 0)
        across = self.breaks[self.numbers[column]] + out
        return f"H{self.right + out:.1f}V{across:.1f}H{min(self.lefts) - out:.1f}V{y:.1f}"


def banded(layout: Layout, widths: Sequence[float], edges: Sequence[Edge]) -> Bands:
    """Return where the columns of these widths go; bands are no wider than WIDEST, if they can."""
    numbers = _broken(widths, _crossed(layout, edges, len(widths)))
    crossing = [edge for edge in edges if _crosses(edge, layout, numbers)]
    lanes = {edge: at % _LANES for at, edge in enumerate(crossing)}
    beside = _BESIDE + _LANE * min(_LANES, len(crossing)) if crossing else 0.0
    lefts = _lefts(widths, numbers, _EDGE + beside)
    right = max(left + width for left, width in zip(lefts, widths, strict=True))
    tops: list[float] = []
    breaks: list[float] = []
    at = 0.0
    for lowest, highest in _heights(layout, numbers):
        breaks.append(at)
        at += beside if tops else 0.0
        tops.append(at + _EDGE - lowest * _ROW)
        at += (highest - lowest) * _ROW + BOX_HEIGHT + 2 * _EDGE
    return Bands(
        tuple(numbers), tuple(lefts), tuple(widths), tuple(tops), tuple(breaks), lanes, right,
        round(right + beside + _EDGE, 1), round(at, 1),
    )  # fmt: skip


def _broken(widths: Sequence[float], crossed: Sequence[int]) -> list[int]:
    """Return the band of each column: few bands, then few arrows across breaks, then equal widths.

    crossed: how many arrows pass from the columns up to each one to those behind it.
    """
    best: list[tuple[tuple[int, int, float], list[int]]] = [((0, 0, 0.0), [])]
    for end in range(1, len(widths) + 1):
        found = []
        for start in range(end):
            width = sum(widths[start:end]) + _GAP * (end - start - 1)
            if width > WIDEST and start < end - 1:
                continue
            (bands, arrows, widest), before = best[start]
            arrows += crossed[start - 1] if start else 0
            cost = (bands + 1, arrows, max(widest, width))
            found.append((cost, [*before, *[bands] * (end - start)]))
        best.append(min(found))
    return best[-1][1]


def _crossed(layout: Layout, edges: Sequence[Edge], columns: int) -> list[int]:
    """Return how many arrows pass from the columns up to each one to those behind it."""
    ends = [sorted((layout.columns[start], layout.columns[end])) for start, end in edges]
    return [sum(first <= at < last for first, last in ends) for at in range(columns)]


def _crosses(edge: Edge, layout: Layout, numbers: Sequence[int]) -> bool:
    return numbers[layout.columns[edge[0]]] != numbers[layout.columns[edge[1]]]


def _lefts(widths: Sequence[float], numbers: Sequence[int], first: float) -> list[float]:
    lefts = [first]
    for (before, here), width in zip(pairwise(numbers), widths, strict=False):
        lefts.append(round(lefts[-1] + width + _GAP, 1) if before == here else first)
    return lefts


def _heights(layout: Layout, numbers: Sequence[int]) -> Iterator[tuple[float, float]]:
    """Yield the lowest and the highest row of each band."""
    places = list(zip(layout.columns, layout.rows, strict=True))
    places += [place for bends in layout.bends.values() for place in bends]
    for number in range(numbers[-1] + 1):
        rows = [row for column, row in places if numbers[column] == number]
        yield min(rows, default=0.0), max(rows, default=0.0)
