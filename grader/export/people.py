"""Who the students are: a CSV file that gives names, addresses and numbers for folder names."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.foundation.errors import UsageFault

COLUMNS = ("student", "name", "first_name", "last_name", "email", "id", "login", "section")


@dataclass(frozen=True)
class Person:
    """One student as a gradebook knows them; what is not known is empty."""

    student: str
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    id: str = ""
    login: str = ""
    section: str = ""


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
    try:
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageFault(f"{name} cannot be read as CSV: {error}") from error
    if not rows:
        raise UsageFault(f"{name} lists no students", _hint())
    people: dict[str, Person] = {}
    for number, row in enumerate(rows, start=2):
        known = {key: (value or "").strip() for key, value in row.items() if key in COLUMNS}
        student = known.pop("student", "")
        if not student or student in people:
            what = f"{student!r} is there twice" if student else "`student` is empty"
            raise UsageFault(f"{name}, line {number}: {what}", _hint())
        full = " ".join(filter(None, (known.get("first_name"), known.get("last_name"))))
        known["name"] = known.get("name") or full or student
        people[student] = Person(student, **known)
    return People(people)


def _hint() -> str:
    return f"the first line names the columns: student, and any of {', '.join(COLUMNS[1:])}"
