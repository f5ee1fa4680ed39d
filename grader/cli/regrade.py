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
    tell_faults,
)
from grader.cli.options import confinement_option
from grader.foundation.text import clean_line, counted
from grader.report.amounts import points
from grader.workers.confine.tiers import Tier

if TYPE_CHECKING:
    from grader.batch.journal import Entry


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--diff", is_flag=True, help="Only list whose score would change.")
@click.option("--yes", is_flag=True, help="Let the new scores count without asking.")
@only_option
@course_option
@jobs_option
@scheduler_option
@confinement_option
def regrade(
    out: Path,
    diff: bool,
    yes: bool,
    slugs: tuple[str, ...],
    course_file: Path | None,
    jobs: int | None,
    scheduler: str | None,
    confinement: Tier | None,
) -> int:
    """Grade again what `grade batch` graded into OUT.

    Lists whose score would change and asks before anything does. The files that were handed in
    and the hidden inputs are those of the first time.
    """
    from grader.batch.journal import FILE, Journal
    from grader.batch.outputs import changes, write_class
    from grader.batch.place import check_mark
    from grader.batch.run import plan
    from grader.pipeline import course_key

    catalog = Catalog()
    wanted = {one.slug for one in chosen(catalog, slugs)}
    policy, course = policy_of(confinement), course_of(course_file, catalog)
    check_mark(out / FILE)
    with Journal(out, create=False) as journal:
        key = journal.course_key(course_key())
        entries = [entry for entry in journal.attempts() if entry.exercise in wanted]
        handed_in = [journal.handed_in(entry) for entry in entries]
        where = place(scheduler, jobs, policy, key)
        planned = plan(handed_in, journal.proposed(), catalog, key, policy)
        faults = grade_planned(planned, journal, out, where, accepted=False)
        if faults:
            return tell_faults(faults)
        changed = changes(entries, journal.proposed())
        _show_changes(changed, len(entries))
        if diff:
            return 0
        if changed and not (yes or click.confirm("Let the new scores count?")):
            click.echo("nothing was changed")
            return 0
        journal.accept()
        write_class(out, journal, [one.slug for one in catalog.all()], course)
    return 0


def _show_changes(changed: "list[tuple[Entry, Entry]]", total: int) -> None:
    click.echo(f"{counted(len(changed), 'result')} of {total:,} would change")
    for was, now in changed:
        click.echo(
            f"  {clean_line(was.student)}/{was.exercise}: {points(was.score)} {was.status}"
            f" → {points(now.score)} {now.status}"
        )
