"""`grade ci`: grade a checkout in a CI job; what `ci/grade.sh` starts (docs/ci.md)."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.catalog import Catalog
from grader.cli.class_run import grade_planned, place, policy_of, refuse_release_in, tell_faults
from grader.cli.export import append, deliver, run_environment, summary_room
from grader.cli.options import confinement_option
from grader.cli.speech import say
from grader.export import Options, export, find_format
from grader.foundation.errors import UsageFault
from grader.foundation.model import Report
from grader.foundation.text import clean_line
from grader.workers.confine.tiers import Policy, Tier

if TYPE_CHECKING:
    from grader.batch.checkout import Checkout

_KEY_BYTES = 4096
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.option("--checkout", type=_FOLDER, metavar="DIR", default=".", help="What was checked out.")
@click.option(
    "--folder",
    metavar="DIR",
    default=".",
    help="Where in it EXERCISE.py lies, or STUDENT/EXERCISE.py (default: the checkout itself).",
)
@click.option(
    "--exercise", "slugs", multiple=True, required=True, metavar="EXERCISE", help="What to grade."
)
@click.option("--student", default="student", metavar="NAME", help="Whose a single file is.")
@click.option("--out", required=True, type=_FOLDER, metavar="OUT", help="Where results go.")
@click.option(
    "--publish",
    type=_FOLDER,
    metavar="DIR",
    help="Also copy there what students may see; a new folder.",
)
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice(["github", "gitlab"]),
    help="For which system.",
)
@click.option("--lenient", is_flag=True, help="Succeed also when not everything passed.")
@click.option("--key-stdin", is_flag=True, help="Read the course key from standard input.")
@confinement_option
def ci(
    checkout: Path,
    folder: str,
    slugs: tuple[str, ...],
    student: str,
    out: Path,
    publish: Path | None,
    form: str,
    lenient: bool,
    key_stdin: bool,
    confinement: Tier | None,
) -> int:
    """Grade a checkout in a CI job.

    Nothing in the checkout is a setting, and no link in it is followed. Exit codes: 0 all passed, 1
    not all, 2 a file is missing or wrong usage, 3 the grader's own fault.
    """
    from grader.batch.checkout import look_into
    from grader.batch.destination import prepare_new, refuse_existing
    from grader.batch.outputs import publish as copy_to

    key = sys.stdin.buffer.read(_KEY_BYTES) if key_stdin else b""
    root = checkout.resolve()
    refuse_release_in(root)
    catalog = Catalog()
    found = look_into(root, folder, [catalog.get(slug) for slug in slugs], student)
    _tell(found, folder)
    if not found.handed_in:
        return UsageFault.exit_code
    prepare_new(out, root)
    if publish is not None:
        refuse_existing(publish, root)
    code, reports = _grade(found, catalog, out, key, policy_of(confinement))
    if reports:
        _write(out, form, reports, found.place)
    if publish is not None:
        copy_to(out, publish)
    if code == 0 and not lenient and any(report.status != "passed" for report in reports):
        code = 1
    return UsageFault.exit_code if found.missing and code <= 1 else code


def _tell(found: "Checkout", folder: str) -> None:
    """Say what cannot be graded."""
    for name in found.links:
        say(f"error: {clean_line(name)} is a link, not a folder: not graded", err=True)
    for file in found.missing:
        where = f"{clean_line(folder)}, nor in a folder in it"
        say(f"error: there is no {file} in {where}", err=True)


def _grade(
    found: "Checkout", catalog: Catalog, out: Path, key: bytes, policy: Policy
) -> tuple[int, tuple[Report, ...]]:
    """Grade what was found; return the exit code for faults, and the reports."""
    from grader.batch.course import Course
    from grader.batch.journal import Journal
    from grader.batch.outputs import counted, without_times, write_class
    from grader.batch.run import plan

    order = [one.slug for one in catalog.all()]
    wanted = {(one.student, one.exercise) for one in found.handed_in}
    with Journal(out) as journal:
        used = journal.course_key(key or None)
        planned = plan(found.handed_in, journal.attempts(), catalog, used, policy)
        where = place(None, None, policy, used)
        faults = grade_planned(planned, journal, out, where, accepted=True)
        write_class(out, journal, order, Course())
        results = counted(journal, Course())
        reports = [one for entry, one in results if (entry.student, entry.exercise) in wanted]
    return tell_faults(faults), tuple(map(without_times, reports))


def _write(out: Path, form: str, reports: tuple[Report, ...], where: str) -> None:
    """Write the results for the CI system; for GitHub also into its summary and its outputs."""
    options = Options(folder=where, room=summary_room(), run=run_environment())
    (out / "summary").mkdir(exist_ok=True)
    for name, target in (("junit", out / "junit.xml"), ("github", out / "summary")):
        chosen = find_format(name)
        deliver(chosen, export(chosen, reports, options), target)
    chosen = find_format(form)
    deliver(chosen, export(chosen, reports, options), out if form == "gitlab" else None)
    if form == "github":
        append("GITHUB_OUTPUT", f"folder={out}\n".encode())
