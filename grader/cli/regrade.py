"""`grade regrade`: a class again, after an exercise has changed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.catalog import Catalog
from grader.cli.class_run import (
    chosen,
    course_of,
    course_option,
    grade_planned,
    jobs_option,
    only_option,
    place,
    policy_of,
    scheduler_option,
    settle,
    tell_faults,
    tell_retired,
)
from grader.cli.options import confinement_option, workers_option
from grader.cli.speech import said, say
from grader.foundation.errors import UsageFault
from grader.foundation.text import clean_line, counted
from grader.report.amounts import points
from grader.workers.confine.tiers import Start, Tier

if TYPE_CHECKING:
    from grader.batch.journal import Entry


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--diff", is_flag=True, help="Only list whose score would change.")
@click.option(
    "--student",
    "students",
    multiple=True,
    metavar="NAME",
    help="Only this student; may be given several times (default: all).",
)
@click.option("--yes", is_flag=True, help="Let the new scores count without asking.")
@only_option
@course_option
@jobs_option
@scheduler_option
@confinement_option
@workers_option
def regrade(
    out: Path,
    diff: bool,
    yes: bool,
    students: tuple[str, ...],
    slugs: tuple[str, ...],
    course_file: Path | None,
    jobs: int | None,
    scheduler: str | None,
    confinement: Tier | None,
    start: Start | None,
) -> int:
    """Grade again what `grade batch` graded into OUT.

    Lists whose score would change and asks before anything does. The files that were handed in
    and the hidden inputs are those of the first time.
    """
    from grader.batch.destination import check_mark
    from grader.batch.journal import FILE, Journal
    from grader.batch.naming import directory_in
    from grader.batch.outputs import changes, write_class
    from grader.batch.run import plan
    from grader.pipeline import course_key

    catalog = Catalog()
    wanted = {one.slug for one in chosen(catalog, slugs)}
    policy = policy_of(confinement, start)
    check_mark(out / FILE)
    with Journal(out, create=False) as journal:
        who = directory_in(journal)
        course = settle(course_of(course_file, catalog, journal.records.course()), who)
        key = journal.course_key(course_key())
        students = tuple(map(who.student, students))
        entries = _chosen(journal.attempts(), wanted, students)
        for student in set(students) - {entry.student for entry in entries}:
            raise UsageFault(f"{student} has handed in nothing of this")
        handed_in = [journal.handed_in(entry) for entry in entries]
        where = place(scheduler, jobs, policy, key)
        planned = plan(handed_in, journal.proposed(), catalog, key, policy)
        faults = grade_planned(planned, journal, out, where, accepted=False)
        if faults:
            return tell_faults(faults)
        proposed = _chosen(journal.proposed(), wanted, students)
        changed = changes(entries, proposed)
        _show_changes(changed, len(entries))
        if diff:
            return 0
        if changed and not (yes or click.confirm(said("Let the new scores count?"))):
            say("nothing was changed")
            return 0
        journal.accept(proposed)
        written = write_class(out, journal, [one.slug for one in catalog.all()], course)
    tell_retired(written.retired)
    return 0


def _chosen(entries: "list[Entry]", wanted: set[str], students: tuple[str, ...]) -> "list[Entry]":
    """Return the attempts in these exercises, of these students or, if none is named, of all."""
    return [
        entry
        for entry in entries
        if entry.exercise in wanted and (not students or entry.student in students)
    ]


def _show_changes(changed: "list[tuple[Entry, Entry]]", total: int) -> None:
    say(f"{counted(len(changed), 'result')} of {total:,} would change")
    for was, now in changed:
        say(
            f"  {clean_line(was.student)}/{was.exercise}: {points(was.score)} {was.status}"
            f" → {points(now.score)} {now.status}"
        )
