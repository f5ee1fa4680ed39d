"""Whom a name means: students by any number, login, address or name that only one of them has."""

from collections.abc import Iterable
from dataclasses import dataclass

from grader.batch.course import Course
from grader.batch.enrolment import folded, index_by_names
from grader.batch.journal import Journal
from grader.export.people import People, Person
from grader.foundation.errors import UsageFault, did_you_mean

_SHOWN = 10


@dataclass(frozen=True)
class Directory:
    """The students of a class, and who is meant by a name; None where it may be several."""

    students: frozenset[str]
    names: dict[str, Person | None]

    def find(self, name: str) -> str | None:
        """Return the student who is meant; None where there is nobody, or more than one."""
        if name in self.students:
            return name
        person = self.names.get(folded(name))
        return None if person is None else person.student

    def student(self, name: str) -> str:
        """Return the student who is meant. Raises UsageFault where that is not one."""
        found = self.find(name)
        if found is not None:
            return found
        if folded(name) in self.names:
            raise UsageFault(
                f"{name!r} may be several students here",
                "take the name that stands in the first column of gradebook.csv",
            )
        known = sorted(self.students)
        listed = f"known are {', '.join(known[:_SHOWN])}{' …' if known[_SHOWN:] else ''}"
        raise UsageFault(f"there is no student {name!r} here", did_you_mean(name, known) or listed)


def directory(people: People, students: Iterable[str] = ()) -> Directory:
    """Return the directory of these people, and of students who are known by one name only."""
    names = {*people.people, *students}
    known = [people.person(name) for name in sorted(names)]
    return Directory(frozenset(names), index_by_names(known))


def directory_in(journal: Journal) -> Directory:
    """Return the directory of all whom a journal knows."""
    return directory(journal.records.people(), {entry.student for entry in journal.attempts()})


def settled(course: Course, who: Directory) -> tuple[Course, tuple[str, ...]]:
    """Return the course with the names of its students as the class has them.

    And the names that stand there and mean nobody, or more than one.
    """
    unknown = tuple(sorted(name for name in course.students if who.find(name) is None))
    return course.with_students(lambda name: who.find(name) or name), unknown
