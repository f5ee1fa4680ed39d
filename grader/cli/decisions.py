"""`grade override`, `excuse` and `comment`: what the instructor decides beside the checks."""

import contextlib
import getpass
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.catalog import Catalog, Exercise
from grader.cli.class_run import course_of, course_option, settle, tell_retired
from grader.cli.speech import say
from grader.foundation.errors import UsageFault
from grader.foundation.model import Decision
from grader.foundation.text import clean_line, counted

if TYPE_CHECKING:
    from grader.batch.journal import Journal

_OUT = click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
_STUDENT = click.argument("student", metavar="STUDENT")
_EXERCISE = click.argument("exercise", metavar="EXERCISE")


def _told(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that all of these commands have."""
    for option in (
        course_option,
        click.option("--undo", is_flag=True, help="Take back what was decided on this."),
        click.option("--author", metavar="NAME", help="Who decides (default: your user name)."),
    ):
        command = option(command)
    return command


@click.command()
@_OUT
@_STUDENT
@_EXERCISE
@click.argument("score", metavar="POINTS", type=float, required=False)
@click.option("--reason", metavar="TEXT", default="", help="Why; the student reads it.")
@_told
def override(
    out: Path,
    student: str,
    exercise: str,
    score: float | None,
    reason: str,
    author: str | None,
    undo: bool,
    course_file: Path | None,
) -> None:
    """Let other POINTS count for a STUDENT than the checks gave.

    They count as they are: lateness takes nothing from them.
    """
    from grader.batch.decisions import check_score

    if not undo and (score is None or not reason.strip()):
        raise click.UsageError("give POINTS and --reason, or --undo")
    with _class(out, exercise, course_file) as (journal, chosen):
        student = _student(journal, student)
        points = check_score(score or 0.0, chosen.max_score, exercise)
        made = _decision("override", reason, author, score=points)
        _decide(journal, student, exercise, made, undo=undo)


@click.command()
@_OUT
@_EXERCISE
@click.option("--check", metavar="CHECK", default="", help="Only this check of the exercise.")
@click.option("--student", metavar="NAME", default="", help="Only this student (default: all).")
@click.option("--reason", metavar="TEXT", default="", help="Why; the students read it.")
@_told
def excuse(
    out: Path,
    exercise: str,
    check: str,
    student: str,
    reason: str,
    author: str | None,
    undo: bool,
    course_file: Path | None,
) -> None:
    """Excuse an EXERCISE, or one check of it, for one student or for all.

    An excused check counts with all of its points; an excused exercise does not count at all.
    """
    from grader.batch.decisions import check_known

    if not undo and not reason.strip():
        raise click.UsageError("give --reason, or --undo")
    with _class(out, exercise, course_file) as (journal, chosen):
        if student:
            student = _student(journal, student)
        if check:
            check_known("check", check, [one.name for one in chosen.checks])
        made = _decision("excuse", reason, author, check=check)
        _decide(journal, student, exercise, made, undo=undo)


@click.command()
@_OUT
@_STUDENT
@_EXERCISE
@click.argument("text", metavar="TEXT", required=False)
@_told
def comment(
    out: Path,
    student: str,
    exercise: str,
    text: str | None,
    author: str | None,
    undo: bool,
    course_file: Path | None,
) -> None:
    """Tell a STUDENT something: TEXT appears in the report and in what is exported.

    `--undo` takes back all comments on this exercise, or, with TEXT, that one.
    """
    if not undo and not (text or "").strip():
        raise click.UsageError("give TEXT, or --undo")
    with _class(out, exercise, course_file) as (journal, _):
        student = _student(journal, student)
        made = _decision("comment", text or "", author)
        _decide(journal, student, exercise, made, undo=undo)


COMMANDS = (override, excuse, comment)


def _decision(kind: Any, text: str, author: str | None, **more: Any) -> Decision:
    who = clean_line(author or getpass.getuser())
    time = datetime.now(UTC).isoformat(timespec="seconds")
    return Decision(kind, clean_line(text, 2000), who, time, **more)


@contextlib.contextmanager
def _class(
    out: Path, exercise: str, course_file: Path | None
) -> "Iterator[tuple[Journal, Exercise]]":
    """Open the journal in `out`, and write gradebook and pages anew afterwards."""
    from grader.batch.destination import check_mark
    from grader.batch.journal import FILE, Journal
    from grader.batch.naming import directory_in
    from grader.batch.outputs import write_class

    catalog = Catalog()
    chosen = catalog.get(exercise)
    check_mark(out / FILE)
    with Journal(out, create=False) as journal:
        course = course_of(course_file, catalog, journal.records.course())
        course = settle(course, directory_in(journal))
        yield journal, chosen
        written = write_class(out, journal, [one.slug for one in catalog.all()], course)
    tell_retired(written.retired)
    say(f"Gradebook: {out / 'gradebook.csv'}")


def _student(journal: "Journal", name: str) -> str:
    """Return the student who is meant. Raises UsageFault where that is not one."""
    from grader.batch.naming import directory_in

    return directory_in(journal).student(name)


def _decide(journal: "Journal", student: str, exercise: str, made: Decision, *, undo: bool) -> None:
    """Write a decision down, or take back what it would replace."""
    from grader.batch.decisions import Ruling

    ruling = Ruling(student, exercise, made)
    before = [one for one in journal.records.rulings() if one.about == ruling.about]
    if not undo:
        journal.records.decide(ruling)
        return
    if made.kind == "comment" and made.text:
        before = [one for one in before if one.decision.text == made.text]
    if not before:
        raise UsageFault(
            f"there is no {made.kind} on this to take back",
            "what stands in course.toml is taken back there",
        )
    journal.records.undo(before, f"{made.author} {made.time}")
    say(f"taken back: {counted(len(before), 'decision')}")
