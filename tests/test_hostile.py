"""Scripts that mean harm: each gets its own truthful verdict, and nothing else happens."""

import re
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.confine.selftest import best
from grader.model import Report
from grader.pipeline import Grader

HERE = Path(__file__).parent
SCRIPTS = sorted((HERE / "submissions" / "hostile").glob("*.py"))
DOUBLE = Catalog(HERE / "toys" / "exercises").get("double")


def tier() -> str:
    """Return the best tier of this machine."""
    confinement, _ = best()
    confinement.release()
    return confinement.tier


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(tier() != "strong", reason="this machine cannot shut a process off wholly"),
]


def expected(path: Path) -> tuple[str, float]:
    """Return status and score that a script's header states."""
    found = re.match(r"# status: (\w+)\n# score: (\d+)\n", path.read_text())
    assert found, f"{path.name} begins without a header"
    return found[1], float(found[2])


def told(report: Report) -> str:
    """Return everything a report says in words, without what the script printed."""
    texts = [report.message, *report.notes, *(check.message for check in report.checks)]
    if report.problem:
        texts += [report.problem.message, report.problem.hint]
    return "\n".join(texts)


@pytest.mark.parametrize("path", SCRIPTS, ids=[path.stem for path in SCRIPTS])
def test_a_hostile_script_gets_its_verdict(path: Path, grader: Grader, tmp_path: Path) -> None:
    """Status and score are those of its header; no word of ours is in the message."""
    before = {entry.name for entry in Path("/tmp").glob("evil*")}  # noqa: S108
    report = grader.grade_file(DOUBLE, path, "student")
    assert (report.status, report.score) == expected(path), told(report)
    assert "Traceback" not in told(report)
    assert {entry.name for entry in Path("/tmp").glob("evil*")} == before  # noqa: S108


def test_a_right_answer_is_right_after_all_that(grader: Grader) -> None:
    """The same warm processes still grade."""
    report = grader.grade_file(DOUBLE, DOUBLE.solution, "student")
    assert (report.status, report.score) == ("passed", 4.0)
