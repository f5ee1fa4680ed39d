"""Two submissions side by side: their lines of text, with those marked that both have; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from grader.batch.similar.likeness import Pair, Work
from grader.foundation.text import clean, clean_line

MOST = 50
_LINES = 2_000
_WIDTH = 300


@dataclass(frozen=True)
class Text:
    """One line as it was written; alike: the other submission has it too."""

    number: int
    text: str
    alike: bool


@dataclass(frozen=True)
class Side:
    """One of the two; left_out: how many lines are not shown."""

    student: str
    lines: tuple[Text, ...]
    left_out: int


@dataclass(frozen=True)
class PairView:
    """A pair as it is shown."""

    exercise: str
    percent: float
    one: Side
    other: Side


def side_by_side(pairs: Iterable[Pair]) -> tuple[PairView, ...]:
    """Return at most `MOST` of the pairs, ready to be shown."""
    return tuple(
        PairView(
            pair.exercise,
            pair.percent,
            _side(pair.one, pair.shared),
            _side(pair.other, pair.shared),
        )
        for pair in islice(pairs, MOST)
    )


def _side(work: Work, shared: frozenset[tuple[str, ...]]) -> Side:
    alike = {
        number
        for line in work.own
        if line.form in shared
        for number in range(line.first, line.last + 1)
    }
    written = work.source.rstrip().split("\n")
    shown = tuple(
        Text(number, clean(text, _WIDTH), number in alike)
        for number, text in enumerate(written[:_LINES], 1)
    )
    return Side(clean_line(work.student), shown, len(written) - len(shown))
