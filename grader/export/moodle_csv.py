"""Moodle's grade import CSV: students by address or ID number, a grade and feedback an exercise.

Feedback without a grade would wipe a grade that is there; here one never comes without the other.
Moodle shows feedback as HTML, so it holds no tag.
"""

from grader.export import points
from grader.export.gradebook import PersonRow, csv_bytes, gradebook
from grader.export.options import Files, Options
from grader.foundation.model import Report
from grader.report.amounts import decision_note, exact_points, full_message, late_note

_NO_TAGS = str.maketrans("<>", "‹›")


def build(reports: tuple[Report, ...], options: Options) -> Files:
    """Return moodle.csv."""
    book = gradebook(reports, options)
    header = ["Email address", "ID number"]
    for title in book.titles.values():
        header += [title, f"{title} (feedback)"]
    rows = [header, *(_row(row, tuple(book.titles)) for row in book.rows)]
    return {"moodle.csv": csv_bytes(rows)}


def _row(row: PersonRow, exercises: tuple[str, ...]) -> list[str]:
    person = row.person
    number = person.id or ("" if person.email else person.student)
    found = [person.email, number]
    for exercise in exercises:
        report = row.reports.get(exercise)
        if report is None or report.excused:
            found += ["", ""]
        else:
            found += [exact_points(points.counts(report)), feedback(report)]
    return found


def feedback(report: Report) -> str:
    """Return headline, decisions and hint, without any tag; a semicolon may separate cells."""
    hint = f" {report.mistake.hint}" if report.mistake else ""
    late = f" {late_note(report)}" if report.late else ""
    decided = "".join(f" {decision_note(one)}" for one in report.decisions)
    return f"{full_message(report)}{late}{decided}{hint}".translate(_NO_TAGS)
