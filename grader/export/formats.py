"""The formats there are, each made by a module of its own, which is imported when it is asked for.

A module has one function `build`, from reports to named files. It is pure: the command writes.
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, cast

from grader.export.people import People
from grader.foundation.errors import GraderFault, UsageFault, did_you_mean
from grader.foundation.model import Report

Files = dict[str, bytes]


@dataclass(frozen=True)
class Options:
    """What a format may need beside the reports.

    folder: where a student's files lie, relative to the checkout; `{student}` in it stands for his
    name. columns: a gradebook's title
    for an exercise. room: bytes that a job summary may still take. run: what the environment says
    of the run.
    """

    folder: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    people: People = field(default_factory=People)
    room: int = 1 << 20
    run: Mapping[str, str] = field(default_factory=dict)

    def path(self, report: Report, file: str) -> str:
        """Return where a file of the report's student lies, relative to the checkout."""
        folder = self.folder.replace("{student}", report.student).strip("/")
        return f"{folder}/{file}" if folder else file


@dataclass(frozen=True)
class Format:
    """One format. files: what it makes, the first being what is printed.

    takes: one report, or any number. grades_only: it cannot say "the grader failed", so a report
    that says so is no result in it. lenient: there a failed check is no failed run. printed: goes
    to standard output when no path is given.
    """

    name: str
    files: tuple[str, ...]
    summary: str
    takes: Literal["one", "any"] = "one"
    grades_only: bool = False
    lenient: bool = False
    printed: bool = True


class _Module(Protocol):
    def build(self, reports: tuple[Report, ...], options: Options) -> Files:
        """Return the files of a format."""


FORMATS = (
    Format("junit", ("junit.xml",), "JUnit XML, one suite for each report", "any"),
    Format(
        "github",
        ("annotations.txt", "summary.md", "outputs.txt"),
        "GitHub Actions: annotations, job summary, outputs",
        "any",
        printed=False,
    ),
    Format(
        "gitlab",
        ("junit.xml", "gl-code-quality-report.json"),
        "GitLab: JUnit and code quality",
        "any",
        printed=False,
    ),
    Format("gradescope", ("results.json",), "Gradescope results", grades_only=True, lenient=True),
    Format("classroom50", ("result.json",), "Classroom 50 result", grades_only=True, lenient=True),
    Format("prairielearn", ("results.json",), "PrairieLearn external grading", lenient=True),
    Format("exercism", ("results.json",), "Exercism test runner, version 3", lenient=True),
    Format("coursera", ("feedback.json",), "Coursera feedback", grades_only=True, lenient=True),
    Format("canvas-csv", ("canvas.csv",), "Canvas gradebook", "any"),
    Format("moodle-csv", ("moodle.csv",), "Moodle grade import", "any"),
    Format("nbgrader-csv", ("nbgrader.csv",), "nbgrader's grade export", "any"),
)


def find_format(name: str) -> Format:
    """Return the format called `name`; raise UsageFault if there is none."""
    for one in FORMATS:
        if one.name == name:
            return one
    names = [one.name for one in FORMATS]
    raise UsageFault(
        f"there is no format {name!r}",
        did_you_mean(name, names) or f"the formats are {', '.join(names)}",
    )


def export(chosen: Format, reports: tuple[Report, ...], options: Options | None = None) -> Files:
    """Return the files of a format by name.

    Raises UsageFault for several reports where one is taken, GraderFault where a format would turn
    the grader's failure into a bad grade.
    """
    if chosen.takes == "one" and len(reports) != 1:
        raise UsageFault(
            f"{chosen.name} takes one report, not {len(reports)}",
            "give the path of one report's JSON, or --student and --exercise",
        )
    if chosen.grades_only and reports[0].status == "grader_fault":
        raise GraderFault(
            f"{reports[0].exercise}: the grader failed, so there is no grade for {chosen.name}"
        )
    module = importlib.import_module(f"grader.export.{chosen.name.replace('-', '_')}")
    return cast(_Module, module).build(reports, options or Options())
