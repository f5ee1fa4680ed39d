"""What the instructor decides beside the checks: other points, excuses, comments; pure."""

from collections.abc import Iterable, Sequence

import msgspec

from grader.foundation.errors import UsageFault, did_you_mean
from grader.foundation.model import Decision, Report


class Ruling(msgspec.Struct, frozen=True):
    """A decision, and for whom and what it holds; number: its place in the journal.

    student: empty if it holds for everybody.
    """

    student: str
    exercise: str
    decision: Decision
    number: int = 0

    def holds_for(self, student: str, exercise: str) -> bool:
        """Say whether it is about this student's work in this exercise."""
        return self.exercise == exercise and self.student in ("", student)

    @property
    def about(self) -> tuple[str, str, str, str]:
        """What it decides: a later one on the same takes the place of an earlier one."""
        return self.decision.kind, self.student, self.exercise, self.decision.check


def decided(report: Report, rulings: Iterable[Ruling]) -> Report:
    """Return the report with the decisions that hold for its student.

    Of several overrides one for the student goes before one for everybody.
    """
    mine = [one for one in rulings if one.holds_for(report.student, report.exercise)]
    mine.sort(key=lambda one: one.student != "")
    decisions = tuple(one.decision for one in mine)
    excused = {one.check for one in decisions if one.kind == "excuse"}
    checks = tuple(
        msgspec.structs.replace(check, excused=True) if check.name in excused else check
        for check in report.checks
    )
    return msgspec.structs.replace(report, decisions=decisions, checks=checks)


def in_force(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Return the rulings that hold, in order; comments add up, the rest replace each other."""
    kept: dict[tuple[str, ...], Ruling] = {}
    for one in rulings:
        key = (*one.about, one.decision.text) if one.decision.kind == "comment" else one.about
        kept.pop(key, None)
        kept[key] = one
    return list(kept.values())


def check_score(score: float, most: float, exercise: str) -> float:
    """Return the points, or raise UsageFault for what cannot be points of an exercise."""
    if not 0 <= score <= 10 * most:
        raise UsageFault(
            f"{score:g} cannot be the points of {exercise}, which has {most:g}",
            f"give a number from 0 to {10 * most:g}",
        )
    return score


def check_known(what: str, name: str, known: Sequence[str]) -> None:
    """Raise UsageFault unless a name is among those that are known."""
    if name not in known:
        raise UsageFault(
            f"there is no {what} {name!r} here",
            did_you_mean(name, list(known)) or f"known are {', '.join(known[:10])}",
        )
