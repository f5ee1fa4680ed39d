"""What was understood of a download: a table before anything is graded, and what needs a look."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from grader.cli.class_run import SHOWN
from grader.cli.speech import said, say
from grader.foundation.text import clean_line, counted

if TYPE_CHECKING:
    from grader.batch.course import Course
    from grader.batch.layouts import Row
    from grader.batch.submissions import Delivery
    from grader.export.people import People, Person

_HEADER = ("student", "name", "exercise", "submitted", "late", "attempt", "file", "notes")
_WIDEST = 40


def list_rows(rows: "Iterable[Row]", missing: "Iterable[tuple[Person, str]]" = ()) -> None:
    """Print the rows as a table, a line each; times are in UTC.

    missing: people on the roster, and the exercises that they have not handed in.
    """
    nothing = [
        (
            clean_line(who.student, _WIDEST),
            clean_line(who.name, _WIDEST),
            slug,
            *[""] * 4,
            said("missing"),
        )
        for who, slug in missing
    ]
    cells = [tuple(map(said, _HEADER)), *map(_cells, rows), *nothing]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        padded = [
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        ]
        click.echo("  ".join(padded).rstrip())


def absent(rows: "Iterable[Row]", roster: "People") -> "Iterator[tuple[Person, str]]":
    """Yield the people on the roster who have handed in nothing, for each exercise in the rows."""
    have = {(row.student, row.exercise) for row in rows}
    for exercise in sorted({exercise for _, exercise in have}):
        for person in roster.people.values():
            if (person.student, exercise) not in have:
                yield person, exercise


def _cells(row: "Row") -> tuple[str, ...]:
    told = f"ungradable: {row.problem}" if row.problem else ""
    place = row.place if row.place != row.student else row.file
    return (
        clean_line(row.student, _WIDEST),
        clean_line(row.name, _WIDEST),
        row.exercise,
        row.submitted.removesuffix("+00:00"),
        said("late") if row.late else "",
        str(row.attempt) if row.attempt > 0 else "",
        clean_line(place.rsplit("/", 1)[-1], _WIDEST),
        clean_line(" ".join(map(said, filter(None, (told, *row.notes)))), 300),
    )


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) > 0 for sign in text)


def tell_understood(delivery: "Delivery", course: "Course") -> None:
    """Say as what DIR was understood, and what of that needs a look."""
    rows = delivery.rows
    students = len({row.student for row in rows})
    say(
        f"Layout: {delivery.layout.title} (--layout {delivery.layout.name}),"
        f" {counted(students, 'student')}",
        err=True,
    )
    for warning in delivery.warnings:
        say(f"warning: {clean_line(warning)}", err=True)
    enrolled = delivery.enrolled
    list_names(
        enrolled.strangers, "not on the roster", "compare the names: `--list` shows them", "student"
    )
    for one, other in enrolled.alike[:SHOWN]:
        names = f"{clean_line(one)!r} and {clean_line(other)!r}"
        say(f"warning: {names} look alike, but are two students here", err=True)
    timeless = sum(row.late and not row.submitted and row.exercise in course.due for row in rows)
    if timeless:
        say(
            f"warning: {counted(timeless, 'submission')} marked late, without a time: nothing is"
            " taken off\nhint: submissions.csv may tell the times (docs/batch.md)",
            err=True,
        )


def list_names(names: tuple[str, ...], what: str, hint: str, noun: str = "file") -> None:
    """Print some of the names, how many there are and what may be done; nothing for none."""
    if not names:
        return
    say(f"{counted(len(names), noun)} {what}:", err=True)
    for name in names[:SHOWN]:
        click.echo(f"  {name!r}", err=True)
    if len(names) > SHOWN:
        say(f"  … and {len(names) - SHOWN:,} more", err=True)
    say(f"hint: {hint}", err=True)
