"""Submitters and the roster: who is who, who is not on it, whose names look alike; pure."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from grader.batch.layouts import Row, same
from grader.export.people import People, Person

_CONFUSABLE = str.maketrans("аеорсухіјѕԁ", "aeopcyxijsd")  # Cyrillic letters that look Latin


@dataclass(frozen=True)
class Enrolled:
    """The rows under the roster's names, who is who, and what needs a look.

    renamed: the roster's names for those who are called otherwise in the download.
    strangers: submitters who are not on the roster; none if there is no roster. alike: pairs of
    different students whose names one may take for each other.
    """

    rows: tuple[Row, ...]
    renamed: dict[str, str]
    people: tuple[Person, ...]
    strangers: tuple[str, ...]
    alike: tuple[tuple[str, str], ...]


def enrol(
    rows: Sequence[Row], roster: People, platform: str, groups: Iterable[str] = ()
) -> Enrolled:
    """Return the rows with each submitter as the roster calls them.

    platform: the layout of the download. groups: exercises that a group hands in together; one
    member's work is every member's who has handed in nothing.
    """
    index = index_by_names(roster.people.values())
    whose = {row.student: _found(row, index) for row in rows}
    renamed = _renamed(rows, whose)
    strangers = sorted({one.student for one in renamed if one.student not in roster.people})
    shared = _shared(renamed, roster, frozenset(groups))
    shared.sort(key=lambda row: (row.student, row.exercise, row.attempt, row.submitted))
    seen = {
        row.student: _seen(row, platform) for row in renamed if row.student not in roster.people
    }
    names = sorted({*roster.people, *seen})
    pairs = zip(rows, renamed, strict=True)
    return Enrolled(
        tuple(shared),
        {old.student: new.student for old, new in pairs if old.student != new.student},
        tuple(seen.values()),
        tuple(strangers) if roster.people else (),
        tuple(_alike(names)),
    )


def index_by_names(people: Iterable[Person]) -> dict[str, Person | None]:
    """Return who is meant by a name or number; None where it may be several."""
    index: dict[str, Person | None] = {}
    for person in people:
        for key in _keys(person):
            index[key] = person if index.get(key, person) is person else None
    for person in people:
        index[folded(person.student)] = person  # this name is theirs, whoever else has it
    return index


def _keys(person: Person) -> set[str]:
    first, last = person.first_name, person.last_name
    if not last and ", " in person.name:
        last, first = person.name.split(", ", 1)
    elif not last and " " in person.name:
        first, last = person.name.rsplit(" ", 1)
    names = [
        person.student, person.id, person.login, person.email, person.canvas_id, person.github,
        person.name, f"{first} {last}".strip(), f"{last}, {first}", _squeezed(last + first),
        f"Participant {person.moodle_id}" if person.moodle_id else "",
    ]  # fmt: skip
    return {folded(name) for name in names if name}


def _found(row: Row, index: dict[str, Person | None]) -> Person | None:
    for name in (row.student, *row.other):
        person = index.get(folded(name))
        if person is not None:
            return person
    return None


def _renamed(rows: Sequence[Row], whose: dict[str, Person | None]) -> list[Row]:
    """Return the rows under the roster's names; two submitters never become one by that."""
    taken: dict[str, str] = {}
    renamed = []
    for row in rows:
        person = whose[row.student]
        if person is None or taken.setdefault(person.student, row.student) != row.student:
            renamed.append(row)
        else:
            renamed.append(replace(row, student=person.student, name=person.name))
    return renamed


def _shared(rows: Sequence[Row], roster: People, groups: frozenset[str]) -> list[Row]:
    """Return the rows with what members of a group have from another one.

    Who has nothing but what cannot be graded has the other's work as well.
    """
    whole = [row for row in rows if row.exercise in groups and not row.problem]
    have = {(row.student, row.exercise) for row in whole}
    members: dict[str, list[Person]] = {}
    for person in roster.people.values():
        if person.group:
            members.setdefault(person.group, []).append(person)
    shared: list[Row] = []
    giver: dict[tuple[str, str], str] = {}
    for row in whole:
        group = roster.person(row.student).group
        if not group or giver.setdefault((group, row.exercise), row.student) != row.student:
            continue
        note = f"Handed in by {row.name or row.student} for the group {group}."
        shared += [
            replace(row, student=one.student, name=one.name, notes=(*row.notes, note))
            for one in members[group]
            if (one.student, row.exercise) not in have
        ]
    given = {(row.student, row.exercise) for row in shared}
    return [row for row in rows if (row.student, row.exercise) not in given] + shared


_CALLED = {"canvas": "canvas_id", "github": "github", "gradescope": "id", "brightspace": "id"}


def _seen(row: Row, platform: str) -> Person:
    """Return what a platform's download tells of somebody who is not on the roster."""
    email = next((name for name in (row.student, *row.other) if "@" in name), "")
    key = "" if row.student in (email, row.name) else _CALLED.get(platform, "login")
    return Person(
        row.student, row.name or row.student, email=email, **{key: row.student} if key else {}
    )


def _alike(names: Sequence[str]) -> Iterable[tuple[str, str]]:
    first: dict[str, str] = {}
    for name in names:
        before = first.setdefault(_looks(name), name)
        if before != name:
            yield before, name


def _looks(name: str) -> str:
    """Return what is left of a name for a hasty reader: no case, accents, blanks or marks."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_CONFUSABLE)
    return "".join(sign for sign in plain if sign.isalnum())


def _squeezed(name: str) -> str:
    """Return a name as Canvas puts it into the names of files."""
    return "".join(sign for sign in name.lower() if sign.isalnum())


def folded(name: str) -> str:
    """Return a name as it is compared with others: composed, in small letters."""
    return same(name).casefold()
