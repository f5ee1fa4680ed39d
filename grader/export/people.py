"""Who the students are: a table of one's own, or the list that a learning platform exports."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.foundation.errors import UsageFault
from grader.foundation.tables import TableRow, heading_hint, read_table

# What a column is called, beside its own name: case, blanks and marks do not count.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "student": (),
    "name": ("full name", "display name"),
    "first_name": ("first", "given name", "forename"),
    "last_name": ("last", "surname", "family name"),
    "email": ("email address", "mail"),
    "id": ("id number", "sid", "student id", "student number", "student no", "org defined id"),
    "login": ("username", "sis login id", "login id"),
    "section": ("sections",),
    "group": ("groups", "team"),
    "canvas_id": ("canvas user id",),
    "sis_id": ("sis user id",),
    "moodle_id": (),
    "identifier": (),
    "github": ("github username",),
}
_KEYS = ("student", "id", "login", "email", "github", "name")
_POSSIBLE = "Points Possible"
_NO_STUDENTS = ("Student, Test", _POSSIBLE)
_NUMBERS = ("student", "id", "canvas_id", "moodle_id")
_DECIMAL = re.compile(r"^(\d+)\.0$")  # what a program made of a whole number


@dataclass(frozen=True)
class Person:
    """One student as a gradebook knows them; what is not known is empty.

    canvas_id, moodle_id, github: how these platforms call them.
    """

    student: str
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    id: str = ""
    login: str = ""
    section: str = ""
    group: str = ""
    canvas_id: str = ""
    moodle_id: str = ""
    github: str = ""


@dataclass(frozen=True)
class People:
    """The students of a course by the name that their reports carry."""

    people: Mapping[str, Person] = field(default_factory=dict)

    def person(self, student: str) -> Person:
        """Return who `student` is; an unknown one is known by that name, or that address, only."""
        found = self.people.get(student)
        if found is not None:
            return found
        return Person(student, student, email=student if "@" in student else "", login=student)


def read_people(data: bytes, name: str) -> People:
    """Return the people in a CSV file; raise UsageFault that names the file and the line."""
    table = read_table(data, name, COLUMNS)
    if not table.rows:
        raise UsageFault(f"{name} lists no students", heading_hint(table, COLUMNS))
    if not set(table.columns) & {*_KEYS, "last_name", "identifier"}:
        raise UsageFault(f"{name} does not say who is who", heading_hint(table, COLUMNS))
    people: dict[str, Person] = {}
    lines: dict[str, int] = {}
    canvas = "sis_id" in table.columns or any(
        row.cells.get("student") == _POSSIBLE for row in table.rows
    )
    for row in table.rows:
        known = _of_canvas(row.cells) if canvas else dict(row.cells)
        called = known.get("name", "")
        if called.startswith(_NO_STUDENTS) or (canvas and not called):  # a row of settings
            continue
        person = _person(known, row, name)
        if person.student in people:
            before = lines[person.student]
            raise UsageFault(
                f"{name}, line {row.line}: {person.student!r} is there twice, first on line"
                f" {before}",
                "leave one line for each student",
            )
        people[person.student], lines[person.student] = person, row.line
    return People(people)


def _of_canvas(cells: Mapping[str, str]) -> dict[str, str]:
    """Return a row of Canvas's gradebook, in which `Student` is a name and `ID` Canvas's own."""
    known = {key: value for key, value in cells.items() if key not in ("student", "id", "sis_id")}
    return {
        **known,
        "name": cells.get("student", ""),
        "canvas_id": cells.get("id", ""),
        "id": cells.get("sis_id", ""),
    }


def _person(known: dict[str, str], row: TableRow, name: str) -> Person:
    for key in _NUMBERS:
        if key in known:
            known[key] = _DECIMAL.sub(r"\1", known[key])
    identifier = known.pop("identifier", "")
    if identifier.startswith("Participant "):
        known["moodle_id"] = identifier.removeprefix("Participant ")
    elif identifier:
        known.setdefault("student", identifier)
    for key in ("id", "login"):
        known[key] = known.get(key, "").removeprefix("#")  # so Brightspace marks it as text
    full = " ".join(filter(None, (known.get("first_name"), known.get("last_name"))))
    named = known.get("name") or full
    keys = (*(known.get(key, "") for key in _KEYS), known.get("canvas_id", ""), full)
    student = next(filter(None, keys), "")
    if not student:
        raise UsageFault(
            f"{name}, line {row.line}: this row names nobody",
            f"fill in one of the columns {', '.join(_KEYS)}",
        )
    fields = {key: value for key, value in known.items() if key not in ("student", "name")}
    return Person(student, named or student, **fields)
