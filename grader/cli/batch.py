"""`grade batch`: a whole class."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.catalog import Catalog
from grader.cli.class_run import (
    SHOWN,
    chosen,
    course_of,
    course_option,
    grade_planned,
    jobs_option,
    only_option,
    place,
    policy_of,
    refuse_settings_in,
    scheduler_option,
    tell_faults,
)
from grader.cli.options import confinement_option
from grader.foundation.text import counted
from grader.workers.confine.tiers import Tier

if TYPE_CHECKING:
    from grader.batch.roster import Summary
    from grader.batch.run import Plan


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="OUT",
    help="Where journal, gradebook, reports and class page go; kept between runs.",
)
@click.option("--regrade", "again", is_flag=True, help="Grade also what has not changed.")
@only_option
@course_option
@jobs_option
@scheduler_option
@confinement_option
def batch(
    folder: Path,
    out: Path,
    again: bool,
    slugs: tuple[str, ...],
    course_file: Path | None,
    jobs: int | None,
    scheduler: str | None,
    confinement: Tier | None,
) -> int:
    """Grade every submission in DIR, a folder or a zip archive.

    DIR holds `STUDENT/EXERCISE.py` or `STUDENT.zip`; with one --exercise also `STUDENT.py`. What
    has not changed since the last run is not graded again. After an interruption, run the same
    command to resume.
    """
    from grader.batch.journal import Journal
    from grader.batch.outputs import write_class
    from grader.batch.place import prepare
    from grader.batch.run import plan
    from grader.batch.submissions import find
    from grader.pipeline import course_key
    from grader.pipeline.reader import Reader

    catalog = Catalog()
    refuse_settings_in(folder, course_file)
    exercises = chosen(catalog, slugs)
    course = course_of(course_file, catalog)
    with Reader() as reader:
        delivery = find(folder, exercises, reader, course.zone)
    policy = policy_of(confinement)
    prepare(out, folder)
    with Journal(out) as journal:
        key = journal.course_key(course_key())
        where = place(scheduler, jobs, policy, key)
        planned = plan(delivery.handed_in, journal.attempts(), catalog, key, policy, again=again)
        faults = grade_planned(planned, journal, out, where, accepted=True)
        summaries = write_class(out, journal, [one.slug for one in catalog.all()], course)
    _summarise(summaries, planned)
    _list(
        delivery.ignored,
        "not graded: the name matches no exercise",
        "a submission is called EXERCISE.py and lies in a folder called like the student",
    )
    click.echo(f"Gradebook: {out / 'gradebook.csv'}")
    click.echo(f"Class page: {out / 'index.html'}")
    return tell_faults(faults)


def _summarise(summaries: "list[Summary]", planned: "Plan") -> None:
    counts = Counter(one.status for one in summaries)
    listed = ", ".join(f"{count:,} {status}" for status, count in counts.most_common())
    unchanged = f"; {planned.unchanged:,} unchanged" if planned.unchanged else ""
    click.echo(f"{counted(len(summaries), 'submission')}: {listed or 'none'}{unchanged}")


def _list(names: tuple[str, ...], what: str, hint: str) -> None:
    if not names:
        return
    click.echo(f"{counted(len(names), 'file')} {what}:", err=True)
    for name in names[:SHOWN]:
        click.echo(f"  {name!r}", err=True)
    if len(names) > SHOWN:
        click.echo(f"  … and {len(names) - SHOWN:,} more", err=True)
    click.echo(f"hint: {hint}", err=True)
