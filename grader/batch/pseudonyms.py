"""A class under other names: what is passed on tells nobody who is who.

The pseudonyms come from a key that the journal keeps, so that they stay the same, whoever joins.
"""

import base64
import csv
import hmac
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import msgspec

from grader.batch.journal import Journal
from grader.batch.submissions import HandedIn
from grader.export.people import People, Person
from grader.foundation.files import write_atomically
from grader.foundation.model import Problem, Report
from grader.foundation.text import spreadsheet_cell

FOLDER = "pseudonymous"
KEY = "pseudonyms.csv"
_SIGNS = 10  # 50 bits: among 5,000 students two are alike once in 10^8 courses
_SHORTEST = 3
_UNREAD = "What was handed in could not be read."


@dataclass(frozen=True)
class Names:
    """How students are called in what is written: as they are, or by pseudonyms.

    drawn: the pseudonyms by student; none where everybody is called as they are.
    """

    people: People = field(default_factory=People)
    drawn: Mapping[str, str] = field(default_factory=dict)

    def student(self, student: str) -> str:
        """Return what a student is called."""
        return self.drawn[student] if self.drawn else student

    def full(self, student: str) -> str:
        """Return the full name, empty if it is not known or not to be told."""
        known = self.people.people.get(student)
        return known.name if known is not None and not self.drawn else ""

    def report(self, report: Report, handed_in: Callable[[], HandedIn]) -> Report:
        """Return a report as it is, or without anything that names its student."""
        if not self.drawn:
            return report
        person = self.people.person(report.student)
        return _disguised(report, person, self.drawn[report.student], handed_in())

    def words(self, text: str, student: str) -> str:
        """Return a text about a student, without their names."""
        if not self.drawn:
            return text
        return _Eraser(self.people.person(student), self.drawn[student]).clean(text)


def keep_pseudonyms(journal: Journal, course_key: bytes) -> None:
    """Let this class be written under pseudonyms from now on; those that it has stay."""
    journal.records.keep_pseudonym_key(hmac.digest(course_key, b"pseudonyms", "sha256"))


def names_in(journal: Journal) -> tuple[Names, Names | None]:
    """Return how students are called, and their pseudonyms if the class is to have them."""
    people = journal.records.people()
    key = journal.records.pseudonym_key()
    if key is None:
        return Names(people), None
    students = {entry.student for entry in journal.attempts()} | set(people.people)
    return Names(people), Names(people, draw(key, students))


def draw(key: bytes, students: Iterable[str]) -> dict[str, str]:
    """Return a pseudonym for each student, all of them different."""
    taken: dict[str, str] = {}
    for student in sorted(students):
        digest = hmac.digest(key, student.encode("utf-8", "surrogatepass"), "sha256")
        signs = base64.b32encode(digest).decode().lower()
        lengths = (f"p-{signs[:length]}" for length in range(_SIGNS, len(signs)))
        taken[next(one for one in lengths if one not in taken)] = student
    return {student: pseudonym for pseudonym, student in taken.items()}


def write_key(path: Path, names: Names) -> None:
    """Write who is who, for the owner of the file alone."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["pseudonym", "student", "name"])
    for student, pseudonym in sorted(names.drawn.items(), key=lambda pair: pair[1]):
        cells = (pseudonym, student, names.people.person(student).name)
        writer.writerow(map(spreadsheet_cell, cells))
    write_atomically(path, text.getvalue().encode(), mode=0o600)


class _Eraser:
    """Puts a pseudonym where a person is named, and other words where a file of theirs is."""

    def __init__(self, person: Person, pseudonym: str, files: Mapping[str, str] = {}) -> None:
        names = (
            person.student, person.name, person.first_name, person.last_name, person.email,
            person.id, person.login, person.canvas_id, person.moodle_id, person.github,
            *person.name.replace(",", " ").split(),
        )  # fmt: skip
        self._words = {name.casefold(): pseudonym for name in names if len(name) >= _SHORTEST}
        self._words |= {file.casefold(): instead for file, instead in files.items()}
        longest = sorted(self._words, key=len, reverse=True)
        listed = "|".join(map(re.escape, longest))
        self._pattern = re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)

    def clean(self, text: str) -> str:
        if not self._words:
            return text
        return self._pattern.sub(lambda found: self._words.get(found[0].casefold(), ""), text)


def _disguised(report: Report, person: Person, pseudonym: str, found: HandedIn) -> Report:
    """Return a report that does not name its student.

    The file has the exercise's name. What the student's own files are called, in notes of how they
    were found or why they could not be read, is left out.
    """
    file = f"{report.exercise}{PurePosixPath(report.file).suffix}"
    clean = _Eraser(person, pseudonym, {report.file: file} if report.file else {}).clean
    problem = report.problem
    if problem is not None and found.unreadable:
        problem = Problem(problem.type, _UNREAD, problem.hint)
    elif problem is not None:
        lines = tuple(
            msgspec.structs.replace(
                line, file=file if line.file == report.file else line.file, text=clean(line.text)
            )
            for line in problem.lines
        )
        problem = Problem(problem.type, clean(problem.message), clean(problem.hint), lines)
    checks = tuple(
        msgspec.structs.replace(check, message=clean(check.message)) for check in report.checks
    )
    decisions = tuple(
        msgspec.structs.replace(one, text=clean(one.text)) for one in report.decisions
    )
    return msgspec.structs.replace(
        report,
        student=pseudonym,
        file=file,
        message=clean(report.message),
        problem=problem,
        checks=checks,
        output=clean(report.output),
        notes=tuple(clean(note) for note in report.notes if note not in found.notes),
        decisions=decisions,
    )
