"""What `grade batch` and `grade regrade` share: options, the run itself, what is told after it."""

import contextlib
import functools
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.catalog import Catalog, Exercise
from grader.catalog.content import RELEASE_MARK, exercises_folders
from grader.cli.progress import progress
from grader.cli.speech import say
from grader.foundation.errors import GraderFault, UsageFault
from grader.foundation.text import clean_line, counted
from grader.workers.confine.tiers import OTHERS_WORK, Policy, Start, Tier

if TYPE_CHECKING:
    from grader.batch.course import Course
    from grader.batch.executors import Slot
    from grader.batch.journal import Journal
    from grader.batch.naming import Directory
    from grader.batch.run import Plan
    from grader.export.people import People

SHOWN = 20
COURSE_FILE = Path("course.toml")

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="How many submissions to grade at a time (default: the number of processors).",
)
only_option = click.option(
    "--exercise",
    "slugs",
    multiple=True,
    metavar="EXERCISE",
    help="Only this exercise; may be given several times (default: all).",
)
scheduler_option = click.option(
    "--scheduler", metavar="ADDRESS", help="Grade on a Dask cluster, e.g. tcp://HOST:8786."
)
course_option = click.option(
    "--course",
    "course_file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Due dates, late policy and attempts (default: course.toml here, else that of the last"
    " run).",
)


def chosen(catalog: Catalog, slugs: Iterable[str]) -> list[Exercise]:
    """Return the exercises with these names, all if none is named. Raises UsageFault."""
    return [catalog.get(slug) for slug in slugs] or catalog.all()


def course_of(file: Path | None, catalog: Catalog, kept: str | None = None) -> "Course":
    """Return the course in `file` or in course.toml here, else the one that OUT has kept.

    kept: its text. Without any there are no rules.
    """
    from grader.batch.course import Course, parse_course, read_course

    if file is not None or COURSE_FILE.is_file():
        path = file or COURSE_FILE
        course = read_course(path, catalog.slugs())
        _check_decisions(course, catalog, path)
        return course
    if kept is not None:
        return parse_course(kept, "the course.toml of the last run", catalog.slugs())
    return Course()


def _check_decisions(course: "Course", catalog: Catalog, path: Path) -> None:
    """Raise UsageFault where a decision is on a check that there is not, or gives odd points."""
    from grader.batch.decisions import check_known, check_score

    for exercise, decision in ((one.exercise, one.decision) for one in course.rulings):
        chosen = catalog.get(exercise)
        try:
            check_score(decision.score, chosen.max_score, exercise)
            if decision.check:
                check_known("check", decision.check, [one.name for one in chosen.checks])
        except UsageFault as fault:
            raise UsageFault(f"{path}, {exercise}: {fault.message}", fault.hint) from None


def settle(course: "Course", who: "Directory", *, tell: bool = True) -> "Course":
    """Return the course with its students as the class calls them; tell whom nobody knows."""
    from grader.batch.naming import settled

    found, unknown = settled(course, who)
    if unknown and tell:
        names = ", ".join(repr(clean_line(name)) for name in unknown[:SHOWN])
        more = f" and {len(unknown) - SHOWN:,} more" if unknown[SHOWN:] else ""
        say(
            f"warning: the course file names {names}{more}: no student, or several of that name",
            err=True,
        )
    return found


def course_text(file: Path | None) -> str | None:
    """Return the text of the course file that is used, None if there is none."""
    path = file or COURSE_FILE
    return path.read_text(encoding="utf-8") if path.is_file() else None


def kept_in(out: Path | None) -> "tuple[People, str | None]":
    """Return the roster and the course's text that an earlier run has kept in OUT."""
    from grader.batch.destination import check_mark
    from grader.batch.journal import FILE, Journal
    from grader.export.people import People

    if out is None or not (out / FILE).exists():
        return People(), None
    check_mark(out / FILE)
    with Journal(out, create=False) as journal:
        return journal.records.people(listed=True), journal.records.course()


def refuse_course_in(folder: Path, course_file: Path | None) -> None:
    """Raise UsageFault if course.toml here came with what others handed in, and is not named."""
    from grader.batch.destination import inside

    if course_file is None and COURSE_FILE.is_file() and inside(COURSE_FILE, folder):
        raise UsageFault(
            f"{COURSE_FILE} lies in {folder}, among what was handed in",
            f"if it is yours, say so: `--course {COURSE_FILE}`",
        )


def refuse_release_in(folder: Path) -> None:
    """Raise UsageFault if exercises would be a release that came with what others handed in."""
    from grader.batch.destination import inside

    found = exercises_folders()[0]
    named = os.environ.get("GRADE_EXERCISES")
    if not named and (found / RELEASE_MARK).is_file() and inside(found, folder):
        raise UsageFault(
            f"{found} lies in {folder}, among what was handed in",
            "if this release is yours, say so: set GRADE_EXERCISES to its folder `exercises`",
        )


def policy_of(confinement: Tier | None, start: Start | None = None) -> Policy:
    """Return the tier that was asked for, else that for other people's work."""
    if confinement is None:
        return replace(OTHERS_WORK, start=start)
    return Policy(wanted=confinement, required=confinement, start=start)


def grade_planned(
    planned: "Plan",
    journal: "Journal",
    out: Path,
    where: contextlib.AbstractContextManager["Slot"],
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
    tell = functools.partial(click.echo, err=True)
    try:
        with where as place, progress(len(planned.todo)) as advance:
            for graded in run(planned, place, journal, tell, accepted=accepted):
                done += 1
                if graded.fault:
                    name = clean_line(f"{graded.found.student}/{graded.found.file}")
                    faults.append(f"{name}: {graded.fault}")
                if graded.report is not None and accepted:
                    write_result(out, graded.found.student, graded.report)
                advance()
    except KeyboardInterrupt:
        say(f"stopped: {counted(done, 'result')} kept; the same command goes on", err=True)
        raise click.Abort from None
    return faults


def place(
    scheduler: str | None, jobs: int | None, policy: Policy, key: bytes
) -> contextlib.AbstractContextManager["Slot"]:
    """Return where to grade: on the cluster with that scheduler, or here."""
    from grader.batch import executors

    if scheduler:
        return executors.cluster(scheduler, policy, key)
    return executors.local(jobs or executors.default_jobs(), policy, key)


def tell_retired(retired: dict[str, int]) -> None:
    """Say which exercises there are no longer, whose results are in the journal alone."""
    if retired:
        listed = ", ".join(f"{slug} ({counted(n, 'result')})" for slug, n in retired.items())
        say(f"left out, for there is no such exercise any more: {clean_line(listed)}", err=True)


def tell_faults(faults: list[str]) -> int:
    """List the grader's own faults; return the exit code."""
    if not faults:
        return 0
    say(f"{counted(len(faults), 'submission')} could not be graded; no points are lost:", err=True)
    for fault in sorted(faults)[:SHOWN]:
        say(f"  {fault}", err=True)
    say("hint: the same command grades them again", err=True)
    return GraderFault.exit_code
