"""From the results of a class to its page and its gradebook; pure."""

import csv
import io
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from sys import intern
from typing import Literal

import msgspec

from grader.batch.decisions import Ruling
from grader.foundation.model import Report, Status
from grader.foundation.text import clean_line, spreadsheet_cell
from grader.report.amounts import decision_note, exact_points, full_message

HEADER = (
    "student",
    "exercise",
    "status",
    "score",
    "max_score",
    "raw_score",
    "days_late",
    "submitted",
    "mistake",
    "message",
    "name",
    "attempt",
    "decisions",
)
Standing = Status | Literal["missing", "excused"]


class Outcome(msgspec.Struct, frozen=True):
    """How one check of a submission ended."""

    check: str
    description: str
    status: Status


class Summary(msgspec.Struct, frozen=True):
    """What the gradebook and the class page say of one student in one exercise.

    score is what counts, raw_score what the checks gave; hint is that of the known mistake.
    status is missing where somebody on the roster has handed in nothing; there page is empty.
    """

    student: str
    exercise: str
    status: Standing
    score: float
    max_score: float
    raw_score: float
    days_late: int
    submitted: str
    mistake: str
    hint: str
    message: str
    outcomes: tuple[Outcome, ...]
    page: str
    name: str = ""
    attempt: int = 0
    decisions: str = ""

    @property
    def judged(self) -> bool:
        """Whether the submission tells anything about its exercise."""
        return self.status not in ("grader_fault", "missing", "excused")

    @property
    def counts(self) -> bool:
        """Whether it counts in the student's total: what is missing does, with no points."""
        return self.status not in ("grader_fault", "excused")


@dataclass(frozen=True)
class Column:
    """One exercise of the class page. scores leaves out what the grader could not judge."""

    exercise: str
    max_score: float
    submissions: int
    passed: int
    mean: float | None


@dataclass(frozen=True)
class Row:
    """One student of the class page, a cell per column; None where nothing was handed in."""

    student: str
    cells: tuple[Summary | None, ...]
    total: float


@dataclass(frozen=True)
class Roster:
    """A class: students and exercises, both sorted, and what they reached."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    max_total: float


def summary_of(
    student: str,
    report: Report,
    page: str,
    submitted: str = "",
    *,
    name: str = "",
    attempt: int = 0,
) -> Summary:
    """Return the summary of the report that lies at `page`, relative to the class page."""
    return Summary(
        student=clean_line(student),
        exercise=report.exercise,
        status="excused" if report.excused else report.status,
        score=report.final_score,
        max_score=report.max_score,
        raw_score=report.score,
        days_late=report.late.days if report.late else 0,
        submitted=submitted,
        mistake=report.mistake.name if report.mistake else "",
        hint=intern(report.mistake.hint) if report.mistake else "",
        message=full_message(report),
        outcomes=tuple(
            Outcome(intern(check.name), intern(check.description), check.status)
            for check in report.checks
        ),
        page=page,
        name=clean_line(name),
        attempt=attempt,
        decisions=clean_line(" ".join(map(decision_note, report.decisions)), 1000),
    )


def missing_summary(
    student: str, name: str, exercise: str, max_score: float, rulings: Iterable[Ruling] = ()
) -> Summary:
    """Return the row of somebody on the roster who has handed in nothing.

    The instructor may have excused that, or given points all the same.
    """
    mine = [one.decision for one in rulings if one.holds_for(student, exercise)]
    excused = any(one.kind == "excuse" and not one.check for one in mine)
    given = [one.score for one in mine if one.kind == "override"]
    return Summary(
        student=clean_line(student),
        exercise=exercise,
        status="excused" if excused else "missing",
        score=given[-1] if given else 0.0,
        max_score=max_score,
        raw_score=0.0,
        days_late=0,
        submitted="",
        mistake="",
        hint="",
        message="Nothing was handed in.",
        outcomes=(),
        page="",
        name=clean_line(name),
        decisions=clean_line(" ".join(map(decision_note, mine)), 1000),
    )


def roster(summaries: Iterable[Summary], order: Iterable[str] = ()) -> Roster:
    """Return the class; exercises stand as in `order`, others after them."""
    by_exercise: dict[str, list[Summary]] = {slug: [] for slug in order}
    by_student: dict[tuple[str, str], dict[str, Summary]] = {}
    summaries = list(summaries)
    folders = {one.student: one.page.rpartition("/")[0] for one in summaries if one.page}
    for one in summaries:
        by_exercise.setdefault(one.exercise, []).append(one)
        # Two names may look the same once they are cleaned; their folders differ.
        folder = one.page.rpartition("/")[0] or folders.get(one.student, "")
        by_student.setdefault((one.student, folder), {})[one.exercise] = one
    columns = tuple(_column(slug, found) for slug, found in by_exercise.items() if found)
    rows = tuple(
        Row(
            student,
            tuple(found.get(column.exercise) for column in columns),
            sum(one.score for one in found.values() if one.counts),
        )
        for (student, _), found in sorted(by_student.items(), key=itemgetter(0))
    )
    return Roster(columns, rows, sum(column.max_score for column in columns))


def _column(slug: str, found: list[Summary]) -> Column:
    scores = [one.score for one in found if one.judged]
    return Column(
        exercise=slug,
        max_score=max(one.max_score for one in found),
        submissions=sum(one.status != "missing" for one in found),
        passed=sum(one.status == "passed" for one in found),
        mean=statistics.fmean(scores) if scores else None,
    )


def gradebook(summaries: Iterable[Summary]) -> str:
    """Return the gradebook as CSV, a row for each student and exercise.

    A grader's fault has no score, and what is excused none that counts.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for one in summaries:
        fault = one.status == "grader_fault"
        cells = (
            one.student,
            one.exercise,
            one.status,
            exact_points(one.score) if one.counts else "",
            exact_points(one.max_score),
            "" if fault else exact_points(one.raw_score),
            str(one.days_late or ""),
            one.submitted,
            one.mistake,
            one.message,
            one.name,
            str(one.attempt or ""),
            one.decisions,
        )
        writer.writerow(map(spreadsheet_cell, cells))
    return text.getvalue()
