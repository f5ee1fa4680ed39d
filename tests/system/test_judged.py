"""Whole submissions of kinds that students hand in: what each one is given, in its second line."""

import re
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.catalog.content import content_root
from grader.foundation.model import Report
from grader.pipeline import Grader

FOLDER = Path(__file__).parents[1] / "submissions" / "judged"
COURSES = (Catalog(), Catalog(content_root() / "exercises_functions"))
FILES = sorted(FOLDER.glob("*/*.py"))


def check_of(report: Report, name: str) -> tuple[str, str]:
    """Return status and message of a check."""
    return next((one.status, one.message) for one in report.checks if one.name == name)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            path,
            id=f"{path.parent.name}-{path.stem}",
            marks=pytest.mark.long if number % 4 else [],
        )
        for number, path in enumerate(FILES)
    ],
)
def test_a_submission_gets_its_verdict(path: Path, grader: Grader) -> None:
    """Right ones get full marks; others fail the check that is named, in words that help.

    A line may say which known mistake is named, or that none is.
    """
    found = re.search(r"^# verdict: (.*)$", path.read_text(), re.MULTILINE)
    assert found is not None
    known = {one.slug: one for course in COURSES for one in course.all()}
    report = grader.grade_file(known[path.parent.name], path, "student")
    if found[1] == "right":
        assert (report.status, report.score) == ("passed", report.max_score), report.checks
        return
    failing, _, passing = found[1].removeprefix("fails ").partition("; passes ")
    name, _, words = failing.partition(": ")
    status, message = check_of(report, name)
    assert status == "failed"
    assert words in message
    assert all(check_of(report, one)[0] == "passed" for one in passing.split())
    named = re.search(r"^# mistake: (.*)$", path.read_text(), re.MULTILINE)
    assert named is None or named[1] == (report.mistake.name if report.mistake else "none")
