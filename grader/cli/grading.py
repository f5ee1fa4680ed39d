"""`grade EXERCISE [FILE]`: grade a file, show and keep the report."""

import getpass
import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import click
import msgspec

from grader.catalog import Catalog, Exercise
from grader.cli.options import confinement_option, student_option, workers_option
from grader.cli.speech import say
from grader.cli.waiting import waiting
from grader.cli.workspace import Workspace
from grader.export import FORMATS, find_format
from grader.foundation.errors import UsageFault, did_you_mean
from grader.foundation.files import shown
from grader.foundation.model import Report, encode_report
from grader.workers.confine.tiers import OTHERS_WORK, OWN_WORK, Policy, Start, Tier

EXIT_CODES = {"passed": 0, "grader_fault": 3}


@click.command("EXERCISE", short_help="Grade FILE (default: EXERCISE.py here).")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON, nothing else.")
@click.option(
    "--report",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write report.html, report.md and report.json into DIR (default: .grade/EXERCISE).",
)
@click.option("--open", "open_page", is_flag=True, help="Open the HTML report in a browser.")
@student_option
@confinement_option
@workers_option
@click.option(
    "--format",
    "form",
    type=click.Choice([one.name for one in FORMATS]),
    help="Make the result in the format of another system, too (docs/exports.md).",
)
@click.option(
    "--output",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Where --format writes (default: standard output).",
)
@click.option("-v", "--verbose", is_flag=True, help="Show what your script printed, too.")
@click.pass_context
def run(
    ctx: click.Context,
    file: Path | None,
    as_json: bool,
    folder: Path | None,
    open_page: bool,
    student: str | None,
    confinement: Tier | None,
    start: Start | None,
    form: str | None,
    output: Path | None,
    verbose: bool,
) -> int:
    """Grade FILE (default: EXERCISE.py in this folder) and show the report.

    Exit codes: 0 all checks passed, 1 not all passed, 2 wrong usage, 3 the grader's own fault.
    """
    check_options(as_json, form, output)
    workspace = Workspace(Path.cwd())
    chosen = Catalog().get(str(ctx.info_name))
    path, name = file or workspace.file(chosen), student or user_name()
    path = answer_in(path, chosen) if chosen.functions and path.is_dir() else path
    if file is None:
        say_which(chosen, workspace)
    report = with_following(
        grade_file(chosen, path, name, policy(confinement, start), quiet=as_json), workspace
    )
    quiet = as_json or (form is not None and output is None and find_format(form).printed)
    if as_json:
        sys.stdout.buffer.write(encode_report(report))
        sys.stdout.flush()
    if not quiet:
        show(report, verbose)
    if folder or path.exists():  # else this is no folder of the student's: nothing is left here
        page = keep(report, chosen, workspace, folder)
        if not quiet:
            say(f"Report: {shown(page)}")
        if open_page:
            click.launch(str(page))
    code = EXIT_CODES.get(report.status, 1)
    return hand_over(report, path, form, output, code) if form else code


def answer_in(folder: Path, exercise: Exercise) -> Path:
    """Return the file of an exercise in a folder, or in those below it. Raises UsageFault."""
    direct = folder / exercise.answer
    found = [direct] if direct.is_file() else sorted(folder.rglob(exercise.answer))
    if len(found) > 1:
        raise UsageFault(
            f"{folder} has {len(found)} files {exercise.answer}", "give the one that counts"
        )
    return found[0] if found else direct


def exercise_of(file: Path, catalog: Catalog) -> str:
    """Return the exercise after which a file is named. Raises UsageFault."""
    slugs = catalog.slugs()
    if file.stem.casefold() in slugs:
        return file.stem.casefold()
    slug = re.sub(r"^\d+-", "", file.stem)  # a task's file may have a number in front
    if slug in slugs and catalog.get(slug).answer == file.with_suffix(".py").name:
        return slug
    near = did_you_mean(file.stem, slugs)
    raise UsageFault(
        f"which exercise is {file.name} for?",
        " ".join(filter(None, (near, f"type `grade EXERCISE {file.name}`"))),
    )


def say_which(exercise: Exercise, workspace: Workspace) -> None:
    """Say which file is graded where there are a script and a notebook."""
    other = workspace.passed_over(exercise)
    if other is not None:
        say(
            f"{workspace.file(exercise).name} is graded; `grade {other.name}` grades the notebook",
            err=True,
        )


def with_following(report: Report, workspace: Workspace) -> Report:
    """Return the report with what comes next, if it was passed."""
    if report.status != "passed":
        return report
    found = workspace.following(Catalog(), also=report.exercise)
    if found is None:
        return msgspec.structs.replace(report, finished=True)
    return msgspec.structs.replace(report, following=found.slug, following_title=found.rules.title)


def check_options(as_json: bool, form: str | None, output: Path | None) -> None:
    """Raise UsageFault for options that contradict each other."""
    if as_json and form:
        raise UsageFault("--json and --format are two formats", "give one of them")
    if output is not None and form is None:
        raise UsageFault("--output needs a --format", "reports go to a folder with --report DIR")


def hand_over(report: Report, path: Path, form: str, output: Path | None, code: int) -> int:
    """Make the result in another system's format; return the exit code that it expects."""
    from grader.cli.export import deliver, options_for
    from grader.export import export

    chosen = find_format(form)
    deliver(chosen, export(chosen, (report,), options_for(path)), output)
    return 0 if chosen.lenient and code == 1 else code


def policy(chosen: Tier | None, start: Start | None = None) -> Policy:
    """Return the tier that was asked for; else the best there is, in CI no less than strong."""
    if chosen is not None:
        return Policy(wanted=chosen, required=chosen, start=start)
    base = OTHERS_WORK if os.environ.get("CI") == "true" else OWN_WORK
    return replace(base, start=start)


def grade_file(
    exercise: Exercise, path: Path, student: str, policy: Policy, *, quiet: bool
) -> Report:
    """Grade one file with processes of its own; unless quiet, say what is being done."""
    from grader.pipeline import Grader, course_key

    with Grader(course_key(), policy) as grader:
        if quiet:
            return grader.grade_file(exercise, path, student)
        with waiting(lambda: str(grader.stage)):
            return grader.grade_file(exercise, path, student)


def show(report: Report, verbose: bool) -> None:
    """Print the report for a person."""
    from rich.console import Console

    from grader.report.printing import print_report

    print_report(report, Console(highlight=False, soft_wrap=False), verbose=verbose)


def keep(report: Report, exercise: Exercise, workspace: Workspace, folder: Path | None) -> Path:
    """Write the report's files and the progress; return the page. Raises UsageFault."""
    from grader.report.render import write_report

    target = folder or workspace.report_folder(exercise)
    try:
        paths = write_report(report, target)
        if folder is not None:
            write_report(report, workspace.report_folder(exercise))
        workspace.remember(exercise, report)
    except OSError as error:
        raise UsageFault(
            f"the report could not be written to {target}: {error.strerror}",
            "give a folder that you may write to: `--report DIR`",
        ) from error
    return next(path for path in paths if path.suffix == ".html")


def user_name() -> str:
    """Return the name of the user, "student" where the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "student"
