"""A class as a table: one row a student, one column an exercise, for gradebooks that read CSV.

A report of the grader's own failure is no grade. Gradebooks take an empty cell for "no grade", so
`gaps` says where there would be one.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.export.encoding import cell
from grader.export.options import Options
from grader.export.people import Person
from grader.foundation.model import Report


@dataclass(frozen=True)
class PersonRow:
    """A student and their graded reports, by exercise."""

    person: Person
    reports: dict[str, Report]


@dataclass(frozen=True)
class Gradebook:
    """titles: the columns, by exercise, in the order of the reports."""

    titles: dict[str, str]
    rows: tuple[PersonRow, ...]


def gradebook(reports: Iterable[Report], options: Options) -> Gradebook:
    """Return the table of all reports; a student of whom nothing was graded has no row."""
    titles: dict[str, str] = {}
    rows: dict[str, dict[str, Report]] = {}
    for report in reports:
        titles.setdefault(report.exercise, _title(report, options, titles))
        if report.status != "grader_fault":
            rows.setdefault(report.student, {})[report.exercise] = report
    return Gradebook(
        titles,
        tuple(PersonRow(options.people.person(student), found) for student, found in rows.items()),
    )


def gaps(book: Gradebook) -> Iterator[tuple[str, str]]:
    """Yield student and exercise for every empty cell."""
    for row in book.rows:
        for exercise in book.titles:
            if exercise not in row.reports:
                yield row.person.student, exercise


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV, every cell inert."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return text.getvalue().encode()


def _title(report: Report, options: Options, taken: dict[str, str]) -> str:
    title = options.columns.get(report.exercise, report.title)
    return title if title not in taken.values() else f"{title} – {report.exercise}"
