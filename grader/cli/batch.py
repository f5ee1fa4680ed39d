"""`grade batch`: a whole class."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.catalog import Catalog
from grader.cli.class_run import (
    chosen,
    course_of,
    course_option,
    course_text,
    grade_planned,
    jobs_option,
    kept_in,
    only_option,
    place,
    policy_of,
    refuse_course_in,
    refuse_release_in,
    scheduler_option,
    settle,
    tell_faults,
    tell_retired,
)
from grader.cli.listing import absent, list_names, list_rows, tell_understood
from grader.cli.options import confinement_option, workers_option
from grader.cli.speech import said, say
from grader.foundation.errors import UsageFault
from grader.foundation.text import counted
from grader.workers.confine.tiers import Policy, Start, Tier

if TYPE_CHECKING:
    from grader.batch.course import Course
    from grader.batch.journal import Journal
    from grader.batch.outputs import Written
    from grader.batch.run import Plan
    from grader.batch.submissions import Delivery, HandedIn
    from grader.export.people import People

_PAST = "a submission is called EXERCISE.py and lies in a folder called like the student"


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="OUT",
    help="Where journal, gradebook, reports and class page go; kept between runs.",
)
@click.option("--list", "dry", is_flag=True, help="Only show what is understood; grade nothing.")
@click.option("--layout", metavar="NAME", help="The platform that DIR was downloaded from.")
@click.option(
    "--layout-regex",
    "pattern",
    metavar="REGEX",
    help="What paths in DIR look like, with groups (?P<student>…), exercise, submitted, …",
)
@click.option(
    "--people",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The roster, a CSV file: everybody on it has a row. Kept for later runs.",
)
@click.option(
    "--pseudonyms", is_flag=True, help="Also write everything under pseudonyms, now and later."
)
@click.option("--regrade", "again", is_flag=True, help="Grade also what has not changed.")
@only_option
@course_option
@jobs_option
@scheduler_option
@confinement_option
@workers_option
def batch(
    folder: Path,
    out: Path | None,
    dry: bool,
    layout: str | None,
    pattern: str | None,
    people: Path | None,
    pseudonyms: bool,
    again: bool,
    slugs: tuple[str, ...],
    course_file: Path | None,
    jobs: int | None,
    scheduler: str | None,
    confinement: Tier | None,
    start: Start | None,
) -> int:
    """Grade every submission in DIR, a folder or a zip archive.

    DIR is what a learning platform lets you download, or holds `STUDENT/EXERCISE.py` or
    `STUDENT.zip`; with one --exercise also `STUDENT.py`. What has not changed since the last run
    is not graded again. After an interruption, run the same command to resume.
    """
    from grader.batch.destination import check
    from grader.batch.naming import directory
    from grader.batch.submissions import find
    from grader.export.people import read_people
    from grader.pipeline.reader import Reader

    if out is None and not dry:
        raise click.UsageError("Missing option '--out'.")
    if layout and pattern:
        raise UsageFault("--layout and --layout-regex exclude each other", "give one of them")
    catalog = Catalog()
    refuse_course_in(folder, course_file)
    refuse_release_in(folder)
    if out is not None:
        check(out, folder)
    kept, text = kept_in(out)
    course = course_of(course_file, catalog, text)
    roster = read_people(people.read_bytes(), people.name) if people else kept
    with (
        Reader() as reader,
        find(
            folder,
            chosen(catalog, slugs),
            reader,
            course.zone,
            only=bool(slugs),
            layout=layout or "",
            pattern=pattern or "",
            roster=roster,
            groups=course.groups,
            course=catalog.slugs(),
        ) as delivery,
    ):
        handed_in = [] if dry else list(delivery.read())
    tell_understood(delivery, course)
    if out is None or dry:
        if roster.people:
            settle(course, directory(roster, (row.student for row in delivery.rows)))
        list_rows(delivery.rows, absent(delivery.rows, roster))
        list_names(delivery.ignored, "not understood as submissions", _PAST)
        return 0
    text, new = course_text(course_file), people is not None
    setting = _Setting(catalog, course, text, roster, new, pseudonyms)
    where = (scheduler, jobs, policy_of(confinement, start))
    faults, written, planned = _grade(handed_in, delivery, out, setting, where, again=again)
    _summarise(written, planned)
    list_names(delivery.ignored, "not graded: the name matches no exercise", _PAST)
    tell_retired(written.retired)
    say(f"Gradebook: {out / 'gradebook.csv'}")
    say(f"Class page: {out / 'index.html'}")
    return tell_faults(faults)


@dataclass(frozen=True)
class _Setting:
    """The course that is graded. text: of course.toml, if it was read; enrol: the roster is new.

    pseudonyms: the class is to be written under these as well.
    """

    catalog: Catalog
    course: "Course"
    text: str | None
    roster: "People"
    enrol: bool
    pseudonyms: bool


def _grade(
    handed_in: "list[HandedIn]",
    delivery: "Delivery",
    out: Path,
    setting: _Setting,
    place_of: tuple[str | None, int | None, Policy],
    *,
    again: bool,
) -> "tuple[list[str], Written, Plan]":
    """Grade what was handed in into `out`; return faults, what was written and planned."""
    from grader.batch.attempts import number_attempts
    from grader.batch.journal import Journal
    from grader.batch.naming import directory_in
    from grader.batch.outputs import remove_student, write_class
    from grader.batch.pseudonyms import keep_pseudonyms
    from grader.batch.run import plan
    from grader.pipeline import course_key

    scheduler, jobs, policy = place_of
    catalog = setting.catalog
    with Journal(out) as journal:
        key = journal.course_key(course_key())
        _remember(journal, delivery, setting)
        course = settle(setting.course, directory_in(journal))
        if setting.pseudonyms:
            keep_pseudonyms(journal, key)
        for old in delivery.enrolled.renamed:
            remove_student(out, old)
        known = journal.attempts()
        planned = plan(number_attempts(handed_in, known), known, catalog, key, policy, again=again)
        where = place(scheduler, jobs, policy, key)
        faults = grade_planned(planned, journal, out, where, accepted=True)
        order = [one.slug for one in catalog.all()]
        written = write_class(out, journal, order, course)
    return faults, written, planned


def _remember(journal: "Journal", delivery: "Delivery", setting: _Setting) -> None:
    """Keep who is who, and the rules, for the commands that come after this one."""
    records, enrolled = journal.records, delivery.enrolled
    if setting.enrol:
        records.enrol(setting.roster.people.values())
    records.rename(enrolled.renamed)
    records.meet(enrolled.people)
    if setting.text is not None:
        records.keep_course(setting.text)


def _summarise(written: "Written", planned: "Plan") -> None:
    counts = Counter(one.status for one in written.summaries)
    listed = ", ".join(f"{count:,} {said(status)}" for status, count in counts.most_common())
    unchanged = f"; {planned.unchanged:,} unchanged" if planned.unchanged else ""
    total = counted(sum(one.page != "" for one in written.summaries), "submission")
    click.echo(f"{said(total)}: {listed or said('none')}{said(unchanged)}")
