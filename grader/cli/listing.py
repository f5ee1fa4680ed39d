"""The table of what was understood of a download, before anything is graded."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from grader.foundation.text import clean_line

if TYPE_CHECKING:
    from grader.batch.layouts import Row
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
            "missing",
        )
        for who, slug in missing
    ]
    cells = [_HEADER, *map(_cells, rows), *nothing]
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
        "late" if row.late else "",
        str(row.attempt) if row.attempt > 0 else "",
        clean_line(place.rsplit("/", 1)[-1], _WIDEST),
        clean_line(" ".join(filter(None, (told, *row.notes))), 300),
    )


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) > 0 for sign in text)
