"""nbgrader's grade export: one row for each student and assignment."""

from datetime import UTC, datetime

from grader.export import points
from grader.export.formats import Files, Options
from grader.export.gradebook import csv_bytes, gradebook
from grader.export.people import Person
from grader.foundation.model import Report

_HEADER = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip


def build(reports: tuple[Report, ...], options: Options) -> Files:
    """Return nbgrader.csv; the penalty is what lateness costs."""
    book = gradebook(reports, options)
    rows = [
        _row(row.person, row.reports[exercise], options.columns.get(exercise, exercise))
        for exercise in book.titles
        for row in book.rows
        if exercise in row.reports
    ]
    return {"nbgrader.csv": csv_bytes([_HEADER, *rows])}


def _row(person: Person, report: Report, assignment: str) -> tuple[str, ...]:
    earned, counts = points.earned(report), points.counts(report)
    return (
        assignment,
        "",
        _moment(report.started),
        person.id or person.student,
        person.last_name,
        person.first_name,
        person.email,
        points.text(earned),
        points.text(earned - counts),
        points.text(counts),
        points.text(points.possible(report)),
    )


def _moment(started: str) -> str:
    """Return an ISO time as nbgrader writes it, in UTC; any other text as it is."""
    try:
        return datetime.fromisoformat(started).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return started
