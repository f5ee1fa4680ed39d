"""nbgrader's grade export: one row for each student and assignment."""

from grader.export import points
from grader.export.gradebook import csv_bytes, gradebook
from grader.export.options import Files, Options
from grader.export.people import Person
from grader.foundation.model import Report
from grader.report.amounts import exact_points, moment

_HEADER = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip
_TIME = "%Y-%m-%d %H:%M:%S"


def build(reports: tuple[Report, ...], options: Options) -> Files:
    """Return nbgrader.csv; the penalty is what lateness costs."""
    book = gradebook(reports, options)
    rows = [
        _row(row.person, row.reports[exercise], options)
        for exercise in book.titles
        for row in book.rows
        if exercise in row.reports and not row.reports[exercise].excused
    ]
    return {"nbgrader.csv": csv_bytes([_HEADER, *rows])}


def _row(person: Person, report: Report, options: Options) -> tuple[str, ...]:
    earned, counts = points.earned(report), points.counts(report)
    penalty = points.ZERO if report.override or report.late is None else earned - counts
    due, submitted = options.times.get((report.student, report.exercise), ("", ""))
    if report.late is not None:
        due, submitted = report.late.due, report.late.submitted
    return (
        options.columns.get(report.exercise, report.exercise),
        moment(due, _TIME),
        moment(submitted or report.started, _TIME),
        person.id or person.student,
        person.last_name,
        person.first_name,
        person.email,
        exact_points(earned),
        exact_points(penalty),
        exact_points(counts),
        exact_points(points.possible(report)),
    )
