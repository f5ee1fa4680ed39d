"""An instructor's commands for an exercise that is written: verify, release."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.catalog import Catalog
from grader.cli.progress import progress
from grader.cli.speech import say
from grader.foundation.errors import ExerciseFault, UsageFault
from grader.foundation.text import counted
from grader.workers.confine.tiers import OWN_WORK

if TYPE_CHECKING:
    from grader.authoring.verification import Proof, Verification
    from grader.pipeline import Grader


@click.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option(
    "--runs",
    type=click.IntRange(1, 1000),
    default=2,
    metavar="N",
    help="How often each submission is judged, with other hidden inputs each time (default: 2).",
)
@click.option(
    "--mutants",
    type=click.IntRange(0, 10_000),
    default=40,
    metavar="N",
    help="How many faulty versions of the solution to try at most (default: 40; 0: none).",
)
@click.option("--no-mutants", is_flag=True, help="Try no faulty versions of the solution.")
@click.option(
    "--gates",
    is_flag=True,
    help="Try the solution made wrong for many rows, large numbers, late runs and the like.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="How many to judge at a time (default: the number of processors).",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write everything that was measured into FILE, too.",
)
def verify(
    exercises: tuple[str, ...],
    runs: int,
    mutants: int,
    no_mutants: bool,
    gates: bool,
    jobs: int | None,
    html: Path | None,
) -> int:
    """Prove each EXERCISE (default: all): its files, submissions, tolerances and secrets.

    Exit codes: 0 all are sound, 1 something is wrong, 3 the grader's own fault.
    """
    from grader.authoring.page import write_page

    found = [*_verified(exercises, runs, 0 if no_mutants else mutants, gates, jobs)]
    _show(found)
    if html is not None:
        try:
            write_page(found, html)
        except OSError as error:
            raise UsageFault(f"cannot write {html}: {error.strerror}") from error
        say(f"Page: {html}")
    return 0 if all(one.sound for one in found) else 1


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--exercise",
    "slugs",
    multiple=True,
    metavar="EXERCISE",
    help="Only this exercise; may be given several times (default: all).",
)
def release(folder: Path, slugs: tuple[str, ...]) -> None:
    """Write a bundle for students into DIR: stubs, lessons and public checks.

    Solutions, secret checks, known mistakes and alternatives are left out. In the bundle's folder,
    `grade` takes its exercises from there.
    """
    from grader.authoring.release import release as write

    catalog = Catalog()
    chosen = [catalog.get(slug) for slug in slugs] or catalog.all()
    try:
        written = write(chosen, folder)
    except OSError as error:
        raise UsageFault(f"cannot write into {folder}: {error.strerror}") from error
    for exercise in chosen:
        public = [check for check in exercise.checks if not check.secret]
        points = sum(check.points for check in public)
        say(
            f"{exercise.slug:<14} {len(public)} of {counted(len(exercise.checks), 'check')},"
            f" {points:g} of {exercise.max_score:g} points"
        )
    say(f"wrote {counted(len(written), 'file')} into {folder}")


def _verified(
    slugs: tuple[str, ...], runs: int, mutants: int, gates: bool, jobs: int | None
) -> "Iterator[Verification]":
    from grader.authoring import verification
    from grader.authoring.cases import Finding
    from grader.batch.executors import default_jobs
    from grader.pipeline import Grader, course_key

    catalog = Catalog()
    plans: list[Proof] = []
    for slug in slugs or catalog.slugs():
        try:
            plans.append(verification.plan(catalog.get(slug), runs, mutants, gates))
        except ExerciseFault as fault:
            yield verification.Verification(slug, "", (Finding("exercise", fault.message),))
    if not plans:
        return
    count = jobs or default_jobs()
    total = sum(one.total for one in plans)
    with (
        Grader(course_key(), OWN_WORK) as grader,
        _threads(grader, count) as threads,
        progress(total) as advance,
    ):
        for plan in plans:
            yield verification.verify(plan, grader, threads, advance)


@contextmanager
def _threads(grader: "Grader", count: int) -> Iterator[ThreadPoolExecutor]:
    """Yield a pool; what is under way when an error ends it is given up."""
    grader.ready()
    pool = ThreadPoolExecutor(count, thread_name_prefix="verify")
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        grader.give_up()
        raise
    finally:
        pool.shutdown()


def _show(found: "list[Verification]") -> None:
    from rich.console import Console

    from grader.authoring.page import print_page

    print_page(found, Console(file=sys.stdout, highlight=False, soft_wrap=False))


COMMANDS = (verify, release)
