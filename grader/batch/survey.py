"""What a class tells about its exercises: scores, hard checks, mistakes, checks to doubt; pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from grader.batch.histogram import Histogram, tally
from grader.batch.roster import Roster, Summary

HARDEST = 10
COMMONEST = 15
# A check is doubted when this many that are otherwise perfect fail it, and this share of those.
_LONE, _LONE_SHARE = 3, 0.2
# Or when nobody passes it, of at least so many.
_NOBODY = 5


@dataclass(frozen=True)
class CheckRate:
    """One check over the whole class.

    judged: submissions in which it passed or failed; unreached: in which it was not judged.
    lone: submissions that fail this check and no other; perfect: those, and the ones that pass all.
    """

    exercise: str
    check: str
    description: str
    judged: int
    passed: int
    unreached: int
    lone: int
    perfect: int

    @property
    def share(self) -> float:
        """The percentage of the judged that pass."""
        return 100 * self.passed / self.judged if self.judged else 0.0

    @property
    def doubt(self) -> str:
        """Why the check itself may be wrong; empty if nothing speaks for that."""
        if self.lone >= _LONE and self.lone >= _LONE_SHARE * self.perfect:
            return (
                f"{self.lone:,} of {self.perfect:,} otherwise perfect submissions fail this check"
                " alone."
            )
        if self.judged >= _NOBODY and not self.passed:
            return f"None of {self.judged:,} submissions passes it."
        return ""


@dataclass(frozen=True)
class MistakeCount:
    """A known mistake, how many make it, and the percentage of the exercise's submissions."""

    exercise: str
    name: str
    hint: str
    count: int
    share: float


@dataclass(frozen=True)
class Survey:
    """What the class page says before it comes to the students."""

    histograms: tuple[Histogram, ...]
    hardest: tuple[CheckRate, ...]
    doubtful: tuple[CheckRate, ...]
    mistakes: tuple[MistakeCount, ...]


def survey(roster: Roster) -> Survey:
    """Return what the class tells; the grader's own faults are left out everywhere."""
    histograms, rates, mistakes = [], [], []
    for number, column in enumerate(roster.columns):
        cells = (row.cells[number] for row in roster.rows)
        found = [cell for cell in cells if cell is not None and cell.judged]
        scores = (one.score for one in found)
        histograms.append(tally(column.exercise, scores, column.max_score))
        rates += _rates(column.exercise, found)
        mistakes += _mistakes(column.exercise, found)
    if len(histograms) > 1:
        totals = (row.total for row in roster.rows)
        histograms.insert(0, tally("All exercises", totals, roster.max_total))
    hard = sorted((one for one in rates if one.judged > one.passed), key=lambda one: one.share)
    return Survey(
        tuple(histograms),
        tuple(hard[:HARDEST]),
        tuple(one for one in rates if one.doubt),
        tuple(sorted(mistakes, key=lambda one: -one.count)[:COMMONEST]),
    )


def _rates(exercise: str, found: Sequence[Summary]) -> list[CheckRate]:
    """Return the exercise's checks in the order of its reports."""
    order: dict[str, str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    lone: Counter[str] = Counter()
    for one in found:
        for outcome in one.outcomes:
            order.setdefault(outcome.check, outcome.description)
            counts[outcome.check, outcome.status] += 1
        lone.update(_lone(one))
    perfect = sum(one.status == "passed" for one in found)
    rates = []
    for check, description in order.items():
        passed, failed = counts[check, "passed"], counts[check, "failed"]
        judged = passed + failed
        rates.append(
            CheckRate(
                exercise,
                check,
                description,
                judged,
                passed,
                len(found) - judged,
                lone[check],
                perfect + lone[check],
            )
        )
    return rates


def _lone(one: Summary) -> list[str]:
    """Return the check that alone keeps a submission from being perfect.

    What was skipped because of it does not count against that, unless it is most of the checks.
    """
    failed = [outcome.check for outcome in one.outcomes if outcome.status == "failed"]
    passed = sum(outcome.status == "passed" for outcome in one.outcomes)
    others = len(one.outcomes) - len(failed) - passed
    return failed if one.status == "failed" and len(failed) == 1 and passed > others else []


def _mistakes(exercise: str, found: Sequence[Summary]) -> list[MistakeCount]:
    made = [one for one in found if one.mistake]
    hints = {one.mistake: one.hint for one in made}
    return [
        MistakeCount(exercise, name, hints[name], count, 100 * count / len(found))
        for name, count in sorted(Counter(one.mistake for one in made).items())
    ]
