"""What a journal knows of a class on its way back to a platform: people, times, places."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from grader.catalog import Catalog
from grader.cli.class_run import course_of, settle, tell_retired
from grader.cli.speech import say
from grader.export.people import People, Person
from grader.export.platforms import PLATFORMS, Platform, Returned
from grader.foundation.environment import environment
from grader.foundation.errors import UsageFault
from grader.foundation.model import Problem, Report
from grader.foundation.text import counted

if TYPE_CHECKING:
    from grader.batch.course import Course
    from grader.batch.journal import Journal
    from grader.batch.pseudonyms import Names


@dataclass
class Known:
    """people: who is who. times: when work was due and handed in. places: where each file lay.

    given: reports on work that was not handed in, on which the instructor has decided all the same.
    absent: students and exercises of whom there is neither.
    """

    people: People = field(default_factory=People)
    times: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    given: list[Report] = field(default_factory=list)
    absent: list[tuple[str, str]] = field(default_factory=list)


def under_pseudonyms(out: Path) -> "tuple[Path, Names]":
    """Return the folder in OUT that holds the class under pseudonyms, written anew, and these.

    Raises UsageFault where there is no journal.
    """
    from grader.batch.pseudonyms import FOLDER

    names = _write_anew(out, pseudonyms=True)
    assert names is not None
    return out / FOLDER, names


def bring_up_to_date(out: Path) -> None:
    """Write the results in OUT anew if it has a journal: course.toml may say something else now."""
    from grader.batch.journal import FILE

    if (out / FILE).is_file():
        _write_anew(out, pseudonyms=False)


def _write_anew(out: Path, *, pseudonyms: bool) -> "Names | None":
    from grader.batch.destination import check_mark
    from grader.batch.journal import FILE, Journal
    from grader.batch.naming import directory_in
    from grader.batch.outputs import write_class
    from grader.batch.pseudonyms import keep_pseudonyms, names_in
    from grader.pipeline import course_key

    catalog = Catalog()
    check_mark(out / FILE)
    with Journal(out, create=False) as journal:
        if pseudonyms:
            keep_pseudonyms(journal, journal.course_key(course_key()))
        course = course_of(None, catalog, journal.records.course())
        course = settle(course, directory_in(journal))
        written = write_class(out, journal, [one.slug for one in catalog.all()], course)
        names = names_in(journal)[1]
    tell_retired(written.retired)
    return names


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

    Under pseudonyms nobody is known, and no place.
    """
    from grader.batch.destination import check_mark
    from grader.batch.journal import FILE, Journal
    from grader.batch.naming import directory_in
    from grader.batch.outputs import counted as counting
    from grader.batch.pseudonyms import Names

    known, names = Known(), pseudonyms or Names()
    if not (out / FILE).is_file():
        return known
    check_mark(out / FILE)
    catalog = Catalog()
    with Journal(out, create=False) as journal:
        course = course_of(None, catalog, journal.records.course())
        course = settle(course, directory_in(journal), tell=False)
        handed_in = set()
        for entry, _ in counting(journal, course):
            found = journal.handed_in(entry)
            due = course.due_for(entry.student, entry.exercise)
            key = (names.student(entry.student), entry.exercise)
            known.times[key] = (due.isoformat() if due else "", entry.submitted)
            known.places[key] = ("", "") if pseudonyms else (found.layout, found.place)
            handed_in.add((entry.student, entry.exercise))
        _decide_absent(known, names, journal, course, handed_in)
        if pseudonyms is None:
            known.people = journal.records.people()
    return known


def _decide_absent(
    known: Known,
    names: "Names",
    journal: "Journal",
    course: "Course",
    handed_in: set[tuple[str, str]],
) -> None:
    """Add what the instructor decided about those on the roster who have handed in nothing."""
    from grader.batch.decisions import decided
    from grader.batch.outputs import rulings_in
    from grader.batch.submissions import HandedIn
    from grader.report.score import Circumstances, unjudged

    rulings = rulings_in(journal, course)
    asked = {slug for _, slug in handed_in}
    exercises = [one for one in Catalog().all() if one.slug in asked]
    for student in journal.records.people(listed=True).people:
        for exercise in exercises:
            if (student, exercise.slug) in handed_in:
                continue
            file = exercise.stub.name
            about = Circumstances(student, file, environment(""), "", 0.0)
            problem = Problem("nothing handed in", "There is no file.")
            report = decided(
                unjudged(exercise, "ungradable", problem.type, problem, about), rulings
            )
            if report.override or report.excused:
                nothing = functools.partial(HandedIn, student, exercise.slug, file, b"")
                known.given.append(names.report(report, nothing))
            else:
                known.absent.append((names.student(student), exercise.slug))


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
        say(f"warning: {counted(faults, 'result')} of our own faults: no grade", err=True)
    exercises = {one.report.exercise for one in found}
    absent = {student for student, exercise in known.absent if exercise in exercises}
    if absent:
        say(
            f"{counted(len(absent), 'student')} on the roster handed in nothing: their grades in"
            f" {to.title} stay as they are",
            err=True,
        )
    given = {(one.student, one.exercise) for one in known.given}
    lost = [one for one in found if (one.report.student, one.report.exercise) not in given]
    strange = sum(not one.place for one in lost) if to.layout in ("canvas", "moodle") else 0
    if strange:
        say(
            f"warning: {counted(strange, 'report')} without a feedback file: not graded from a"
            f" download of {to.title}",
            err=True,
        )
