"""Canvas's gradebook CSV, read by its import.

Canvas finds an assignment by the number in "Title (12345)", then by title; it makes a new one for a
title that it does not know.
"""

import re

from grader.export import points
from grader.export.gradebook import PersonRow, csv_bytes, gradebook
from grader.export.options import Files, Options
from grader.foundation.errors import UsageFault
from grader.foundation.model import Report
from grader.report.amounts import exact_points

_HEADER = ("Student", "ID", "SIS Login ID", "Section")
# Canvas drops a column whose title contains one of these, and takes a row whose first cell contains
# the last for the row of possible points.
_DROPPED = re.compile("(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
_POSSIBLE = "Points Possible"


def build(reports: tuple[Report, ...], options: Options) -> Files:
    """Return canvas.csv; raise UsageFault for a title that Canvas would drop."""
    book = gradebook(reports, options)
    for exercise, title in book.titles.items():
        if _DROPPED.search(title) or title in _HEADER:
            raise UsageFault(
                f"Canvas keeps no assignment called {title!r}",
                f"choose another title: --column '{exercise}=TITLE (12345)'",
            )
    most = {report.exercise: exact_points(points.possible(report)) for report in reports}
    rows = [
        (*_HEADER, *book.titles.values()),
        (_POSSIBLE, "", "", "", *(most[exercise] for exercise in book.titles)),
        *(_row(row, tuple(book.titles)) for row in book.rows),
    ]
    return {"canvas.csv": csv_bytes(rows)}


def _row(row: PersonRow, exercises: tuple[str, ...]) -> tuple[str, ...]:
    person = row.person
    number = person.canvas_id or person.id
    login = person.login or ("" if number else person.student)
    name = re.sub(r"(Points)\s+(Possible)", r"\1-\2", person.name)
    scores = (
        _score(row.reports[exercise]) if exercise in row.reports else "" for exercise in exercises
    )
    return (name, number, login, person.section, *scores)


def _score(report: Report) -> str:
    """Return the points that count, or what Canvas takes for excused."""
    return "EX" if report.excused else exact_points(points.counts(report))
