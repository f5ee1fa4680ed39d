"""What a journal knows of a class on its way back to a platform: people, times, places."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.catalog import Catalog
from grader.cli.class_run import course_of
from grader.export.people import People, Person
from grader.export.platforms import PLATFORMS, Platform, Returned
from grader.foundation.errors import UsageFault
from grader.foundation.model import Report
from grader.foundation.text import counted

if TYPE_CHECKING:
    from grader.batch.pseudonyms import Names


@dataclass
class Known:
    """people: who is who. times: when work was due and handed in. places: where each file lay."""

    people: People = field(default_factory=People)
    times: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    missing: int = 0


def under_pseudonyms(out: Path) -> "tuple[Path, Names]":
    """Return the folder in OUT that holds the class under pseudonyms, written anew, and these.

    Raises UsageFault where there is no journal.
    """
    from grader.batch.destination import check_mark
    from grader.batch.journal import FILE, Journal
    from grader.batch.outputs import write_class
    from grader.batch.pseudonyms import FOLDER, keep_pseudonyms, names_in
    from grader.pipeline import course_key

    catalog = Catalog()
    check_mark(out / FILE)
    with Journal(out, create=False) as journal:
        keep_pseudonyms(journal, journal.course_key(course_key()))
        course = course_of(None, catalog, journal.records.course())
        write_class(out, journal, [one.slug for one in catalog.all()], course)
        _, names = names_in(journal)
    assert names is not None
    return out / FOLDER, names


def refuse_names(platform: str | None, people: bool) -> None:
    """Raise UsageFault for what makes no sense with pseudonyms."""
    if people:
        raise UsageFault("--people and --pseudonyms exclude each other", "give one of them")
    if platform not in (None, "html"):
        raise UsageFault(
            f"{find_platform(str(platform)).title} knows nobody by a pseudonym",
            "take --to html or --format NAME",
        )


def known_in(out: Path, pseudonyms: "Names | None" = None) -> Known:
    """Return what the journal in OUT knows; nothing if there is none.

    Under pseudonyms that is only when work was handed in.
    """
    from grader.batch.destination import check_mark
    from grader.batch.journal import FILE, Journal
    from grader.batch.outputs import counted as counting

    known = Known()
    if not (out / FILE).is_file():
        return known
    check_mark(out / FILE)
    with Journal(out, create=False) as journal:
        course = course_of(None, Catalog(), journal.records.course())
        people = dict(journal.records.people().people)
        for entry, _ in counting(journal, course):
            found = journal.handed_in(entry)
            due = course.due_for(entry.student, entry.exercise)
            student = pseudonyms.student(entry.student) if pseudonyms else entry.student
            key = (student, entry.exercise)
            known.times[key] = (due.isoformat() if due else "", entry.submitted)
            known.places[key] = ("", "") if pseudonyms else (found.layout, found.place)
        if pseudonyms:
            return known
        listed = journal.records.people(listed=True).people
        known.missing = len(set(listed) - {student for student, _ in known.places})
        known.people = People(people)
    return known


def returned(
    reports: Iterable[Report], known: Known, people: People, to: Platform
) -> list[Returned]:
    """Return the reports with whose they are and where the platform had their files."""
    from grader.batch.outputs import folder_name

    found = []
    for report in reports:
        layout, place = known.places.get((report.student, report.exercise), ("", ""))
        person: Person = people.person(report.student)
        there = place if layout == to.layout else ""
        found.append(Returned(report, person, there, folder_name(report.student)))
    return found


def find_platform(name: str) -> Platform:
    """Return the platform called `name`. Raises UsageFault."""
    for one in PLATFORMS:
        if one.name == name:
            return one
    raise UsageFault(f"there is no platform {name!r}")


def tell_gaps(found: list[Returned], known: Known, to: Platform) -> None:
    """Say who gets no grade, and for whose file there is no place in the platform."""
    faults = sum(one.report.status == "grader_fault" for one in found)
    if faults:
        click.echo(f"warning: {counted(faults, 'result')} of our own faults: no grade", err=True)
    if known.missing:
        click.echo(
            f"{counted(known.missing, 'student')} on the roster handed in nothing: their grades in"
            f" {to.title} stay as they are",
            err=True,
        )
    strange = sum(not one.place for one in found) if to.layout in ("canvas", "moodle") else 0
    if strange:
        click.echo(
            f"warning: {counted(strange, 'report')} without a feedback file: not graded from a"
            f" download of {to.title}",
            err=True,
        )
