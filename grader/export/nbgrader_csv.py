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
        moment(report.started, "%Y-%m-%d %H:%M:%S"),
        person.id or person.student,
        person.last_name,
        person.first_name,
        person.email,
        exact_points(earned),
        exact_points(earned - counts),
        exact_points(counts),
        exact_points(points.possible(report)),
    )
