"""The formats there are: a row of the table has all in which one differs from another.

A format's module has one function `build`, from reports to named files. It is pure: the command
writes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from grader.export import (
    canvas_csv,
    classroom50,
    coursera,
    exercism,
    github,
    gitlab,
    gradescope,
    junit,
    moodle_csv,
    nbgrader_csv,
    prairielearn,
)
from grader.export.options import Files, Options
from grader.foundation.errors import GraderFault, UsageFault, did_you_mean
from grader.foundation.model import Report
from grader.report.hints import as_told


@dataclass(frozen=True)
class Format:
    """One format. files: what `build` makes, the first being what is printed.

    takes: one report, or any number. grades_only: it cannot say "the grader failed", so a report
    that says so is no result in it. lenient: there a failed check is no failed run. printed:
    without a path, its first file is printed in place of the report. appends: without a path, its
    first file is printed beside the report, others are appended to the files that these environment
    variables name. gradebook: a row a student, where an empty cell may delete a grade. dated: it
    tells when work was handed in.
    """

    name: str
    build: Callable[[tuple[Report, ...], Options], Files]
    files: tuple[str, ...]
    summary: str
    takes: Literal["one", "any"] = "one"
    grades_only: bool = False
    lenient: bool = False
    printed: bool = True
    appends: Mapping[str, str] = field(default_factory=dict)
    gradebook: bool = False
    dated: bool = False


FORMATS = (
    Format("junit", junit.build, ("junit.xml",), "JUnit XML, one suite for each report", "any"),
    Format(
        "github",
        github.build,
        ("annotations.txt", "summary.md", "outputs.txt"),
        "GitHub Actions: annotations, job summary, outputs",
        "any",
        printed=False,
        appends={"GITHUB_STEP_SUMMARY": "summary.md", "GITHUB_OUTPUT": "outputs.txt"},
    ),
    Format(
        "gitlab",
        gitlab.build,
        ("junit.xml", "gl-code-quality-report.json"),
        "GitLab: JUnit and code quality",
        "any",
        printed=False,
    ),
    Format(
        "gradescope",
        gradescope.build,
        ("results.json",),
        "Gradescope results",
        grades_only=True,
        lenient=True,
    ),
    Format(
        "classroom50",
        classroom50.build,
        ("result.json",),
        "Classroom 50 result",
        grades_only=True,
        lenient=True,
        dated=True,
    ),
    Format(
        "prairielearn",
        prairielearn.build,
        ("results.json",),
        "PrairieLearn external grading",
        lenient=True,
    ),
    Format(
        "exercism",
        exercism.build,
        ("results.json",),
        "Exercism test runner, version 3",
        lenient=True,
    ),
    Format(
        "coursera",
        coursera.build,
        ("feedback.json",),
        "Coursera feedback",
        grades_only=True,
        lenient=True,
    ),
    Format(
        "canvas-csv", canvas_csv.build, ("canvas.csv",), "Canvas gradebook", "any", gradebook=True
    ),
    Format(
        "moodle-csv",
        moodle_csv.build,
        ("moodle.csv",),
        "Moodle grade import",
        "any",
        gradebook=True,
    ),
    Format(
        "nbgrader-csv",
        nbgrader_csv.build,
        ("nbgrader.csv",),
        "nbgrader's grade export",
        "any",
        gradebook=True,
    ),
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
    return chosen.build(tuple(map(as_told, reports)), options or Options())
