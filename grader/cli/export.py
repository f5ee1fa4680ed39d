"""`grade export OUT --format NAME`: reports that there are, in the format of another system."""

import os
import sys
from pathlib import Path, PurePosixPath
from typing import Any

import click
import msgspec

from grader.catalog.content import content_root
from grader.cli.returning import (
    Known,
    bring_up_to_date,
    find_platform,
    known_in,
    refuse_names,
    returned,
    tell_gaps,
    under_pseudonyms,
)
from grader.cli.speech import say
from grader.export import FORMATS, Format, Options, find_format
from grader.export import export as translate
from grader.export.people import read_people
from grader.export.platforms import PLATFORMS, Platform
from grader.foundation.errors import UsageFault
from grader.foundation.files import write_atomically
from grader.foundation.model import Report, decode_report

SUMMARY_LIMIT = 1 << 20
_RUN = (
    "CLASSROOM", "ASSIGNMENT", "ASSIGNMENT_TYPE", "OWNER", "SUBMISSION_TAG", "COMMIT_URL",
    "RELEASE_URL", "REVIEW_URL",
)  # fmt: skip
_FORMATS = click.Choice([one.name for one in FORMATS])
_OUTPUT = click.Path(path_type=Path)


@click.command(epilog="docs/exports.md says what each format holds.")
@click.argument("out", type=click.Path(exists=True, path_type=Path))
@click.option("--format", "name", type=_FORMATS, help="What to make.")
@click.option(
    "--to",
    "platform",
    type=click.Choice([one.name for one in PLATFORMS]),
    help="Grades and feedback files for this learning platform.",
)
@click.option("--output", metavar="PATH", type=_OUTPUT, help="Write there instead of printing.")
@click.option("--student", metavar="NAME", help="Only this student.")
@click.option("--exercise", metavar="NAME", help="Only this exercise.")
@click.option("--pseudonyms", is_flag=True, help="Under pseudonyms; who is who stays in OUT.")
@click.option(
    "--people",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with a column `student` and any of name, email, id, login, section.",
)
@click.option(
    "--column",
    "columns",
    metavar="EXERCISE=TITLE",
    multiple=True,
    help="A gradebook's title for an exercise.",
)
@click.option(
    "--folder",
    metavar="DIR",
    default="",
    help="Where students' files lie in the checkout, e.g. homework/{student}; for annotations.",
)
def export(
    out: Path,
    name: str | None,
    platform: str | None,
    output: Path | None,
    student: str | None,
    exercise: str | None,
    pseudonyms: bool,
    people: Path | None,
    columns: tuple[str, ...],
    folder: str,
) -> int:
    """Turn the reports in OUT into the format NAME, or into what a learning platform takes.

    OUT is a folder with results/STUDENT/EXERCISE.json, or one such file.
    """
    if (name is None) == (platform is None):
        raise click.UsageError("give one of --format and --to")
    if pseudonyms:
        refuse_names(platform, people is not None)
    else:
        bring_up_to_date(out)
    place, names = under_pseudonyms(out) if pseudonyms else (out, None)
    chosen = find_format(name) if name else None
    book = chosen is None or chosen.gradebook
    known = known_in(out, names) if chosen is None or book or chosen.dated else Known()
    reports = tuple(
        report
        for report in [*read_reports(place), *(known.given if book else ())]
        if student in (None, report.student) and exercise in (None, report.exercise)
    )
    if not reports:
        raise UsageFault(f"{out} holds no such report", f"look into {out / 'results'}")
    options = Options(
        folder=folder,
        columns=_titles(columns),
        people=read_people(people.read_bytes(), people.name) if people else known.people,
        room=summary_room(),
        run=run_environment(),
        times=known.times,
    )
    if chosen is None:
        _send_back(find_platform(str(platform)), reports, known, options, output or Path())
        return 0
    deliver(chosen, translate(chosen, reports, options), output)
    if chosen.gradebook:
        _warn_of_gaps(reports, options)
    return 0


def _send_back(
    to: Platform, reports: tuple[Report, ...], known: Known, options: Options, output: Path
) -> None:
    """Write what a platform takes into the folder `output`."""
    found = returned(reports, known, options.people, to)
    scripts = {
        PurePosixPath(name).name: (content_root() / "templates" / name).read_bytes()
        for name in to.scripts
    }
    for name, data in {**to.build(found, options), **scripts}.items():
        write_atomically(output / name, data)
        if not name.startswith("feedback/"):
            say(f"Wrote {os.path.relpath(output / name)}", err=True)
    tell_gaps(found, known, to)


def read_reports(out: Path) -> list[Report]:
    """Return the reports of a batch, each with its folder's name as student, or the one in a file.

    Raises UsageFault for a file that is no report.
    """
    if out.is_file():
        return [_read(out)]
    paths = sorted(path for path in out.glob("results/*/*.json") if path.name[0] != ".")
    if not paths:
        raise UsageFault(
            f"{out} holds no results/STUDENT/EXERCISE.json", "name the folder that a batch wrote"
        )
    return [_of_folder(path) for path in paths]


def options_for(path: Path) -> Options:
    """Return the options for grading the file at `path` in a CI job."""
    root = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR") or os.getcwd()
    folder = os.path.relpath(path.resolve().parent, Path(root).resolve())
    inside = folder != "." and not folder.startswith("..")
    return Options(folder=folder if inside else "", room=summary_room(), run=run_environment())


def summary_room() -> int:
    """Return how many bytes the job summary of this step may still take."""
    path = os.environ.get("GITHUB_STEP_SUMMARY", "")
    used = os.path.getsize(path) if path and os.path.isfile(path) else 0
    return max(0, SUMMARY_LIMIT - used)


def run_environment() -> dict[str, str]:
    """Return what a classroom system says of its run in environment variables."""
    return {name: os.environ[name] for name in _RUN if name in os.environ}


def deliver(chosen: Format, files: dict[str, bytes], output: Path | None) -> None:
    """Print a format's file, or write its files to `output`. Raises UsageFault."""
    try:
        if output is None:
            for variable, file in chosen.appends.items():
                append(variable, files[file])
        if output is None and (chosen.printed or chosen.appends):
            sys.stdout.buffer.write(files[chosen.files[0]])
            sys.stdout.flush()
            return
        for path, data in _targets(chosen, files, output or Path()):
            write_atomically(path, data)
            say(f"Wrote {path}", err=True)
    except OSError as error:
        raise UsageFault(
            f"{error.filename or output} cannot be written: {error.strerror}",
            "give a path that you may write to: `--output PATH`",
        ) from error


def _targets(chosen: Format, files: dict[str, bytes], output: Path) -> list[tuple[Path, bytes]]:
    if len(chosen.files) == 1 and not output.is_dir():
        return [(output, files[chosen.files[0]])]
    return [(output / name, data) for name, data in files.items()]


def append(variable: str, data: bytes) -> None:
    """Append to the file that an environment variable of the runner names, if it does."""
    path = os.environ.get(variable)
    if path:
        with open(path, "ab") as file:
            file.write(data)


def _read(path: Path) -> Report:
    try:
        return decode_report(path.read_bytes())
    except (OSError, ValueError) as error:  # msgspec's errors are ValueErrors
        raise UsageFault(f"{path} is not a report: {error}") from error


def _of_folder(path: Path) -> Report:
    """Return a report of a batch; the folder names the student, unless made from their name."""
    from grader.batch.outputs import folder_name

    report, folder = _read(path), path.parent.name
    if folder_name(report.student) == folder:
        return report
    return msgspec.structs.replace(report, student=folder)


def _titles(columns: tuple[str, ...]) -> dict[str, str]:
    titles: dict[str, Any] = {}
    for column in columns:
        exercise, equals, title = column.partition("=")
        if not equals or not title.strip():
            raise UsageFault(f"--column {column!r} has no title", "write --column EXERCISE=TITLE")
        titles[exercise.strip()] = title.strip()
    return titles


def _warn_of_gaps(reports: tuple[Report, ...], options: Options) -> None:
    from grader.export.gradebook import gaps, gradebook

    for report in reports:
        if report.status == "grader_fault":
            say(f"warning: {report.student}, {report.exercise}: no grade was made", err=True)
    empty = list(gaps(gradebook(reports, options)))
    if empty:
        student, exercise = empty[0]
        say(
            f"warning: {len(empty)} cells are empty, first {student}, {exercise}; a gradebook may"
            " take that for a grade to delete\nhint: export one exercise at a time: --exercise",
            err=True,
        )
