"""How long the grading of a class took, from its reports; pure."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from grader.foundation.model import Report
from grader.foundation.text import clean_line

SLOWEST = 20


@dataclass(frozen=True)
class GradedRun:
    """How long one submission took, in seconds; None where that was not measured."""

    student: str
    exercise: str
    page: str
    started: str
    wall_s: float
    script_s: float | None
    judge_s: float | None
    cpu_s: float | None


@dataclass(frozen=True)
class Pace:
    """The medians of one exercise in seconds, and the sum of its processor time."""

    exercise: str
    submissions: int
    wall_s: float
    slowest_s: float
    script_s: float | None
    judge_s: float | None
    cpu_s: float | None
    cpu_total_s: float


@dataclass(frozen=True)
class Timing:
    """All of it; first and last are ISO times, empty if not known."""

    first: str
    last: str
    paces: tuple[Pace, ...]
    slowest: tuple[GradedRun, ...]


def run_of(student: str, report: Report, page: str) -> GradedRun:
    """Return how long the report that lies at `page` took."""
    times = report.timings_s
    return GradedRun(
        clean_line(student),
        report.exercise,
        page,
        report.started,
        report.duration_s,
        times.get("collect"),
        times.get("judge"),
        times.get("cpu"),
    )


def timing(runs: Iterable[GradedRun], order: Iterable[str] = ()) -> Timing:
    """Return the timing of a class; exercises stand as in `order`, others after them."""
    found = list(runs)
    by_exercise: dict[str, list[GradedRun]] = {slug: [] for slug in order}
    for one in found:
        by_exercise.setdefault(one.exercise, []).append(one)
    ends = [end for one in found if (end := _ends(one))]
    return Timing(
        first=min((one.started for one in found if one.started), default=""),
        last=max(ends, default=""),
        paces=tuple(_pace(slug, some) for slug, some in by_exercise.items() if some),
        slowest=tuple(sorted(found, key=lambda one: (-one.wall_s, one.page))[:SLOWEST]),
    )


def _pace(exercise: str, runs: Sequence[GradedRun]) -> Pace:
    return Pace(
        exercise,
        len(runs),
        statistics.median(one.wall_s for one in runs),
        max(one.wall_s for one in runs),
        _median(one.script_s for one in runs),
        _median(one.judge_s for one in runs),
        _median(one.cpu_s for one in runs),
        sum(one.cpu_s or 0.0 for one in runs),
    )


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def _ends(run: GradedRun) -> str:
    try:
        started = datetime.fromisoformat(run.started)
    except ValueError:
        return ""
    return (started + timedelta(seconds=run.wall_s)).isoformat(timespec="seconds")
