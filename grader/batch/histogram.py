"""Scores counted by share of the points, and the bars that a template draws of them."""

from collections.abc import Iterable
from dataclasses import dataclass

STEPS = 10
WIDTH, HEIGHT = 320, 170
_LEFT, _RIGHT, _TOP, _BOTTOM = 8.0, 312.0, 24.0, 142.0
_GAP = 3.0


@dataclass(frozen=True)
class Histogram:
    """How many scores lie in each tenth of the points; the last count is that of full marks."""

    title: str
    counts: tuple[int, ...]
    median: float | None
    max_score: float

    @property
    def labels(self) -> tuple[str, ...]:
        """The range that each count stands for."""
        size = 100 // STEPS
        low = (f"{at}–{at + size} %" for at in range(0, 100, size))
        return (*low, "all points")


@dataclass(frozen=True)
class Bar:
    """One bar in SVG units."""

    x: float
    y: float
    width: float
    height: float
    count: int
    label: str


def tally(title: str, scores: Iterable[float], max_score: float) -> Histogram:
    """Return the histogram of `scores`; a score on a border belongs to the tenth above it."""
    counts = [0] * (STEPS + 1)
    ordered = sorted(scores)
    for score in ordered:
        # Rounded, for in binary fractions 0.6 / 2 · 10 is less than 3.
        step = int(round(STEPS * score / max_score, 6)) if max_score > 0 else 0
        counts[min(STEPS, max(0, step))] += 1
    return Histogram(title, tuple(counts), _median(ordered), max_score)


def _median(ordered: list[float]) -> float | None:
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def draw_bars(histogram: Histogram) -> tuple[Bar, ...]:
    """Return the bars, the highest of which fills the plot; a count of one can still be seen."""
    highest = max(histogram.counts)
    step = (_RIGHT - _LEFT) / len(histogram.counts)
    bars = []
    for number, (count, label) in enumerate(zip(histogram.counts, histogram.labels, strict=True)):
        full = _BOTTOM - _TOP
        height = max(2.0, full * count / highest) if count else 0.0
        bars.append(
            Bar(
                x=round(_LEFT + number * step + _GAP / 2, 2),
                y=round(_BOTTOM - height, 2),
                width=round(step - _GAP, 2),
                height=round(height, 2),
                count=count,
                label=label,
            )
        )
    return tuple(bars)
