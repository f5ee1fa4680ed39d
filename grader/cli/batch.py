"""`grade batch` and `grade regrade`: a whole class."""

import contextlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.catalog import Catalog, Exercise
from grader.cli.progress import progress
from grader.confine.tiers import OTHERS_WORK, Policy, Tier
from grader.errors import GraderFault
from grader.text import clean_line, counted

if TYPE_CHECKING:
    from grader.batch.executors import Place
    from grader.batch.journal import Entry, Journal
    from grader.batch.run import Plan

_SHOWN = 20

_jobs = click.option(
    "--jobs",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="How many submissions to grade at a time (default: the number of processors).",
)
_only = click.option(
    "--exercise",
    "slugs",
    multiple=True,
    metavar="EXERCISE",
    help="Only this exercise; may be given several times (default: all).",
)
_scheduler = click.option(
    "--scheduler", metavar="ADDRESS", help="Grade on a Dask cluster, e.g. tcp://HOST:8786."
)
_confinement = click.option(
    "--confinement",
    type=click.Choice(["strong", "basic", "none"]),
    help="How far to shut scripts off (default: strong, and nothing less).",
)


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
@_only
@_jobs
@_scheduler
@_confinement
def batch(
    folder: Path,
    out: Path,
    again: bool,
    slugs: tuple[str, ...],
    jobs: int | None,
    scheduler: str | None,
    confinement: Tier | None,
) -> int:
    """Grade every submission in DIR, a folder or a zip archive.

    DIR holds `STUDENT/EXERCISE.py` or `STUDENT.zip`; with one --exercise also `STUDENT.py`. What
    has not changed since the last run is not graded again; a run that was interrupted goes on
    where it was.
    """
    from grader.batch.journal import Journal
    from grader.batch.outputs import write_class
    from grader.batch.run import plan
    from grader.batch.submissions import find
    from grader.pipeline import course_key

    catalog = Catalog()
    exercises = _chosen(catalog, slugs)
    delivery = find(folder, exercises)
    policy = _policy(confinement)
    with Journal(out) as journal:
        key = journal.course_key(course_key())
        place = _place(scheduler, jobs, policy, key)
        planned = plan(delivery.handed_in, journal.current(), catalog, key, policy, again=again)
        faults = _grade(planned, journal, out, place, accepted=True)
        write_class(out, journal, [one.slug for one in catalog.all()])
        _summarise(journal.current(), planned)
    _list(
        delivery.ignored,
        "not graded, for the name is not that of an exercise",
        "a submission is called EXERCISE.py and lies in a folder called like the student",
    )
    click.echo(f"Gradebook: {out / 'gradebook.csv'}")
    click.echo(f"Class page: {out / 'index.html'}")
    return _report(faults)


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--diff", is_flag=True, help="Only list whose score would change.")
@click.option("--yes", is_flag=True, help="Let the new scores count without asking.")
@_only
@_jobs
@_scheduler
@_confinement
def regrade(
    out: Path,
    diff: bool,
    yes: bool,
    slugs: tuple[str, ...],
    jobs: int | None,
    scheduler: str | None,
    confinement: Tier | None,
) -> int:
    """Grade anew what `grade batch` graded into OUT.

    Lists whose score would change and asks before anything does. The files that were handed in
    and the hidden inputs are those of the first time.
    """
    from grader.batch.journal import Journal
    from grader.batch.outputs import changes, write_class
    from grader.batch.run import plan
    from grader.pipeline import course_key

    catalog = Catalog()
    wanted = {one.slug for one in _chosen(catalog, slugs)}
    policy = _policy(confinement)
    with Journal(out, create=False) as journal:
        key = journal.course_key(course_key())
        entries = [entry for entry in journal.current() if entry.exercise in wanted]
        handed_in = [journal.handed_in(entry) for entry in entries]
        place = _place(scheduler, jobs, policy, key)
        planned = plan(handed_in, journal.proposed(), catalog, key, policy)
        faults = _grade(planned, journal, out, place, accepted=False)
        if faults:
            return _report(faults)
        changed = changes(entries, journal.proposed())
        _show_changes(changed, len(entries))
        if diff:
            return 0
        if changed and not (yes or click.confirm("Let the new scores count?")):
            click.echo("nothing was changed")
            return 0
        journal.accept()
        write_class(out, journal, [one.slug for one in catalog.all()])
    return 0


def _chosen(catalog: Catalog, slugs: Iterable[str]) -> list[Exercise]:
    return [catalog.get(slug) for slug in slugs] or catalog.all()


def _policy(confinement: Tier | None) -> Policy:
    return Policy(wanted=confinement, required=confinement) if confinement else OTHERS_WORK


def _grade(
    planned: "Plan",
    journal: "Journal",
    out: Path,
    where: contextlib.AbstractContextManager["Place"],
    *,
    accepted: bool,
) -> list[str]:
    """Grade what is planned; return the faults, a line each."""
    from grader.batch.outputs import write_result
    from grader.batch.run import run

    if not planned.todo:
        return []
    faults: list[str] = []
    done = 0
    try:
        with where as place, progress(len(planned.todo)) as advance:
            for graded in run(planned, place, journal, accepted=accepted):
                done += 1
                if graded.fault:
                    name = clean_line(f"{graded.found.student}/{graded.found.file}")
                    faults.append(f"{name}: {graded.fault}")
                if graded.report is not None and accepted:
                    write_result(out, graded.found.student, graded.report)
                advance()
    except KeyboardInterrupt:
        click.echo(f"stopped: {counted(done, 'result')} kept; the same command goes on", err=True)
        raise click.Abort from None
    return faults


def _place(
    scheduler: str | None, jobs: int | None, policy: Policy, key: bytes
) -> contextlib.AbstractContextManager["Place"]:
    from grader.batch import executors

    if scheduler:
        return executors.cluster(scheduler, policy, key)
    return executors.local(jobs or executors.default_jobs(), policy, key)


def _summarise(entries: "list[Entry]", planned: "Plan") -> None:
    counts = Counter(entry.status for entry in entries)
    listed = ", ".join(f"{count:,} {status}" for status, count in counts.most_common())
    unchanged = f"; {planned.unchanged:,} unchanged" if planned.unchanged else ""
    click.echo(f"{counted(len(entries), 'submission')}: {listed or 'none'}{unchanged}")


def _list(names: tuple[str, ...], what: str, hint: str) -> None:
    if not names:
        return
    click.echo(f"{counted(len(names), 'file')} {what}:", err=True)
    for name in names[:_SHOWN]:
        click.echo(f"  {name!r}", err=True)
    if len(names) > _SHOWN:
        click.echo(f"  … and {len(names) - _SHOWN:,} more", err=True)
    click.echo(f"hint: {hint}", err=True)


def _show_changes(changed: "list[tuple[Entry, Entry]]", total: int) -> None:
    click.echo(f"{counted(len(changed), 'result')} of {total:,} would change")
    for was, now in changed:
        click.echo(
            f"  {clean_line(was.student)}/{was.exercise}: {was.score:g} {was.status}"
            f" → {now.score:g} {now.status}"
        )


def _report(faults: list[str]) -> int:
    if not faults:
        return 0
    click.echo(
        f"{counted(len(faults), 'submission')} could not be graded; no points are lost:", err=True
    )
    for fault in sorted(faults)[:_SHOWN]:
        click.echo(f"  {fault}", err=True)
    click.echo("hint: the same command grades them again", err=True)
    return GraderFault.exit_code


COMMANDS = (batch, regrade)
