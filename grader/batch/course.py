"""course.toml: when work is due, what lateness costs, which attempt counts (docs/batch.md)."""

import math
import re
import tomllib
import zoneinfo
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from grader.batch.decisions import Ruling
from grader.foundation.errors import UsageFault, did_you_mean
from grader.foundation.model import Decision, Late, Report

_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
_DAY = timedelta(days=1)
_HERE = "course.toml"


class LateRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What lateness costs: a share of the points reached for each day begun, up to `cap`."""

    grace_minutes: Annotated[int, msgspec.Meta(ge=0)] = 0
    per_day: _Share = 0.0
    cap: _Share = 1.0


class AttemptRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which attempt counts, and how many there may be (0: any number)."""

    counts: Literal["last", "best"] = "last"
    most: Annotated[int, msgspec.Meta(ge=0)] = 0


class Extension(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another due date for a student, or none at all; for one exercise or for all."""

    student: str
    exercise: str = ""
    due: datetime | None = None


class Override(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points that count instead of those that were reached."""

    student: str
    exercise: str
    score: Annotated[float, msgspec.Meta(ge=0)]
    reason: str


class Excuse(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An exercise, or one check of it, that is excused for a student, or for everybody."""

    exercise: str
    reason: str
    check: str = ""
    student: str = ""


class Comment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a student, or everybody, is told about an exercise."""

    exercise: str
    text: str
    student: str = ""


class Course(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of course.toml. Without one nothing is ever late and the last attempt counts.

    groups: exercises that are handed in by groups. weights: what an exercise counts in the total.
    """

    timezone: str = "UTC"
    late: LateRules = LateRules()
    attempts: AttemptRules = AttemptRules()
    due: dict[str, datetime] = {}
    extension: tuple[Extension, ...] = ()
    groups: tuple[str, ...] = ()
    weights: dict[str, Annotated[float, msgspec.Meta(ge=0)]] = {}
    override: tuple[Override, ...] = ()
    excuse: tuple[Excuse, ...] = ()
    comment: tuple[Comment, ...] = ()

    @property
    def zone(self) -> tzinfo:
        """The time zone of times that name none. Raises ValueError for an unknown one."""
        try:
            return zoneinfo.ZoneInfo(self.timezone)
        except (zoneinfo.ZoneInfoNotFoundError, OSError) as error:
            raise ValueError(f"timezone: there is no time zone {self.timezone!r}") from error

    def due_for(self, student: str, exercise: str) -> datetime | None:
        """Return when a student's work is due, in UTC; None when it cannot be late.

        An extension for the exercise goes before one for all exercises.
        """
        mine = [one for one in self.extension if one.student == student]
        for one in (
            *(o for o in mine if o.exercise == exercise),
            *(o for o in mine if not o.exercise),
        ):
            return None if one.due is None else self._aware(one.due)
        due = self.due.get(exercise)
        return None if due is None else self._aware(due)

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """The decisions that stand in the file, in its order."""
        made: list[tuple[Override | Excuse | Comment, Decision]] = []
        for one in self.override:
            made.append((one, Decision("override", one.reason, _HERE, score=one.score)))
        for other in self.excuse:
            made.append((other, Decision("excuse", other.reason, _HERE, check=other.check)))
        for third in self.comment:
            made.append((third, Decision("comment", third.text, _HERE)))
        return tuple(Ruling(one.student, one.exercise, decision) for one, decision in made)

    @property
    def students(self) -> frozenset[str]:
        """The students who are named in the file."""
        named = {one.student for one in self.extension} | {one.student for one in self.rulings}
        return frozenset(named - {""})

    def with_students(self, called: Callable[[str], str]) -> "Course":
        """Return the course with other names for its students."""
        return msgspec.structs.replace(
            self,
            extension=_renamed(self.extension, called),
            override=_renamed(self.override, called),
            excuse=_renamed(self.excuse, called),
            comment=_renamed(self.comment, called),
        )

    def _aware(self, moment: datetime) -> datetime:
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).astimezone(UTC)


def _renamed(made: tuple[Any, ...], called: Callable[[str], str]) -> tuple[Any, ...]:
    return tuple(
        msgspec.structs.replace(one, student=called(one.student)) if one.student else one
        for one in made
    )


def read_course(path: Path, exercises: Sequence[str]) -> Course:
    """Return the course in the file `path`. Raises UsageFault naming the file and the key."""
    try:
        return parse_course(path.read_text(encoding="utf-8"), str(path), exercises)
    except OSError as error:
        raise UsageFault(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeError as error:
        raise UsageFault(f"{path}: {error}") from error


def parse_course(text: str, path: str, exercises: Sequence[str]) -> Course:
    """Return the course in the text of the file `path`. Raises UsageFault naming the key."""
    try:
        course = msgspec.convert(tomllib.loads(text), Course)
        _ = course.zone
    except (ValueError, RecursionError) as error:
        raise UsageFault(f"{path}: {error}", _hint(text)) from error
    named = [
        *course.due,
        *(one.exercise for one in course.extension if one.exercise),
        *course.groups,
        *course.weights,
        *(one.exercise for one in course.rulings),
    ]
    for name in named:
        if name not in exercises:
            hint = did_you_mean(name, list(exercises))
            raise UsageFault(f"{path}: there is no exercise {name!r}", hint)
    return course


_OTHER_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\b|\b\d{4}[./]\d{1,2}[./]\d{1,2}\b")


def _hint(text: str) -> str:
    """Return how a time is written, where a date stands that is written in another way."""
    found = _OTHER_DATE.search(text)
    return f"{found[0]} is no time here; write 2026-10-05T23:59:00, without quotes" if found else ""


def lateness(course: Course, student: str, report: Report, submitted: str) -> Late | None:
    """Return how late a report's work is and what that leaves of its points; None if not late.

    submitted: ISO time with offset; empty when it is not known, which is never late.
    """
    due = course.due_for(student, report.exercise)
    if due is None or not submitted:
        return None
    moment = datetime.fromisoformat(submitted).astimezone(UTC)
    if moment <= due + timedelta(minutes=course.late.grace_minutes):
        return None
    behind = _local(moment, course.zone) - _local(due, course.zone)
    days = max(1, math.ceil(behind / _DAY))
    penalty = min(course.late.cap, round(course.late.per_day * days, 6))
    return Late(
        submitted=moment.isoformat(timespec="seconds"),
        due=due.isoformat(timespec="seconds"),
        days=days,
        penalty=penalty,
        score=_points(report.earned_score * (1 - penalty)),
    )


def _local(moment: datetime, zone: tzinfo) -> datetime:
    """Return what a clock on the wall shows: a day there is a day, if the clock changes or not."""
    return moment.astimezone(zone).replace(tzinfo=None)


def _points(value: float) -> float:
    """Return points rounded to hundredths, halves up."""
    return float(Decimal(repr(round(value, 9))).quantize(Decimal("0.01"), ROUND_HALF_UP))


def counting(course: Course, finals: Sequence[float]) -> int:
    """Return which attempt counts; finals are the points of each, in order, at least one."""
    allowed = finals[: course.attempts.most or None]
    if course.attempts.counts == "best":
        return max(range(len(allowed)), key=lambda number: (allowed[number], number))
    return len(allowed) - 1
