"""Which submissions to one exercise are alike beyond what all of them share; pure.

What a script says by itself is cut into runs of four tokens of normal form (see `lines`).
The similarity of two scripts is the share of such runs that they have in common, wherever these
stand: 2·|A∩B| / (|A|+|B|) of multisets (Dice, 1945). On the shipped exercises two independent
right answers reach at most 59 %, copies that were renamed, reworded and rearranged at least 93 %.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.foundation.errors import UsageFault
from grader.submission.lines import lines
from grader.submission.messages import CodeLine, Lines

if TYPE_CHECKING:
    import numpy as np

THRESHOLD = 75
LEAST_RUNS = 24
_RUN = 4
# Student code may be large: of a longer script only the first runs count.
_MOST_RUNS = 20_000
# A line is everybody's when more than this share of the class has it, and more than a handful.
_SHARED = 0.25
_HANDFUL = 4
_FIRST_CHARACTER = 0xE000


@dataclass(frozen=True)
class Work:
    """One submission: the text, and those of its logical lines that are its own."""

    student: str
    source: str
    own: tuple[CodeLine, ...]


@dataclass(frozen=True)
class Pair:
    """Two submissions to one exercise that are alike, by how many percent."""

    exercise: str
    one: Work
    other: Work
    percent: float

    @property
    def shared(self) -> frozenset[tuple[str, ...]]:
        """The normal forms of the lines that both have."""
        forms = {line.form for line in self.one.own} & {line.form for line in self.other.own}
        return frozenset(forms)


def own_works(sources: Iterable[tuple[str, Lines]], given: Iterable[str]) -> list[Work]:
    """Return the works of students and their code, without the lines of what was `given` to all.

    Nor do lines count that a large part of the class has.
    """
    known = {line.form for text in given for line in lines(text)}
    found = [(student, code.source, code.lines) for student, code in sources]
    holders = Counter(form for _, _, some in found for form in {line.form for line in some})
    most = max(_HANDFUL, _SHARED * len(found))
    known.update(form for form, count in holders.items() if count > most)
    return [
        Work(student, source, tuple(line for line in some if line.form not in known))
        for student, source, some in found
    ]


def comparable(works: Iterable[Work]) -> list[Work]:
    """Return the works with enough of their own to say anything about."""
    return [work for work in works if len(_runs(work)) >= LEAST_RUNS]


def alike(exercise: str, works: Sequence[Work], threshold: float = THRESHOLD) -> list[Pair]:
    """Return the pairs of comparable works at or above `threshold` percent, most alike first."""
    if len(works) < 2:
        return []
    import numpy as np

    scores = _scores(works, threshold)
    pairs = [
        Pair(exercise, works[one], works[other], float(scores[one, other]))
        for one, other in zip(*np.nonzero(np.triu(scores, 1)), strict=True)
    ]
    return sorted(pairs, key=lambda pair: (-pair.percent, pair.one.student, pair.other.student))


def _scores(works: Sequence[Work], threshold: float) -> "np.ndarray[Any, np.dtype[np.float32]]":
    """Return all similarities in percent, float32 [n, n]; 0 below the threshold.

    The longest common subsequence of sorted runs is what the multisets share.
    """
    try:
        from rapidfuzz.distance import Indel
        from rapidfuzz.process import cdist
    except ImportError as error:
        raise UsageFault(
            "comparing submissions needs rapidfuzz", "pip install 'graphgrade[similar]'"
        ) from error
    characters: dict[tuple[str, ...], str] = {}
    texts = []
    for work in works:
        for run in (runs := _runs(work)):
            characters.setdefault(run, chr(_FIRST_CHARACTER + len(characters) % 1_000_000))
        texts.append("".join(sorted(characters[run] for run in runs)))
    cutoff = threshold / 100
    scores = cdist(texts, texts, scorer=Indel.normalized_similarity, score_cutoff=cutoff)
    return 100 * scores.astype("float32")


def _runs(work: Work) -> list[tuple[str, ...]]:
    runs: list[tuple[str, ...]] = []
    for line in work.own:
        form = line.form
        runs += [form[at : at + _RUN] for at in range(max(1, len(form) - _RUN + 1))]
        if len(runs) >= _MOST_RUNS:
            return runs[:_MOST_RUNS]
    return runs
