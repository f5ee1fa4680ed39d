"""Ways to get points without an answer: none of them gets any."""

from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.pipeline import Grader

CHEATS = sorted((Path(__file__).parents[1] / "submissions" / "cheats").glob("*.py"))


@pytest.mark.slow
@pytest.mark.parametrize("path", CHEATS, ids=[path.stem for path in CHEATS])
def test_a_cheat_gets_no_point(path: Path, grader: Grader) -> None:
    """Typed tables, patched modules, forged results and early exits score nothing."""
    report = grader.grade_file(Catalog().get("relu"), path, "student")
    assert report.score == 0
    assert report.status in ("failed", "error")
    assert not any(check.status == "passed" for check in report.checks)


@pytest.mark.slow
def test_a_right_answer_is_right_after_the_cheats(grader: Grader) -> None:
    """Nothing that a submission does reaches the next one."""
    exercise = Catalog().get("relu")
    for path in (*CHEATS, exercise.solution):
        report = grader.grade_file(exercise, path, "student")
    assert (report.status, report.score) == ("passed", report.max_score)
