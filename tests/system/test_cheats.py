"""Ways to get points without an answer: none of them gets what it is after."""

import re
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.pipeline import Grader

FOLDER = Path(__file__).parents[1] / "submissions" / "cheats"
EMPTY = sorted(FOLDER.glob("*.py"))
# Right answers with one thing wrong, which only some inputs, sizes or runs show. The second line of
# each says which check must fail.
NEARLY_RIGHT = sorted(FOLDER.glob("*/*.py"))
EXERCISES = {one.slug for one in Catalog().all()}


# Of the exercises that train, each grading takes seconds: some are left to the long tests.
SOME, TRAINING = 4, ("debug_mlp", "deeper", "finetune", "l2", "mnist_mlp", "trained_model")


def later(path: Path) -> bool:
    """Say whether a cheat is left to the long tests: it is none of its exercise's first."""
    alike = [one for one in NEARLY_RIGHT if one.parent == path.parent]
    return path.parent.name in TRAINING and alike.index(path) >= SOME


def name_of(path: Path) -> str:
    """Return the name of a cheat, with its exercise."""
    return "-".join(path.relative_to(FOLDER).with_suffix("").parts)


@pytest.mark.slow
@pytest.mark.parametrize("path", EMPTY, ids=name_of)
def test_a_cheat_gets_no_point(path: Path, grader: Grader) -> None:
    """Typed tables, patched modules, forged results and early exits score nothing."""
    report = grader.grade_file(Catalog().get("relu"), path, "student")
    assert report.score == 0
    assert report.status in ("failed", "error")
    assert not any(check.status == "passed" for check in report.checks)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(one, marks=[pytest.mark.long] if later(one) or number % 2 else [])
        for number, one in enumerate(NEARLY_RIGHT)
    ],
    ids=[name_of(one) for one in NEARLY_RIGHT],
)
def test_what_is_wrong_for_some_inputs_only_is_found(path: Path, grader: Grader) -> None:
    """Gates on rows, sizes, runs and chance fail the check that the file names."""
    found = re.search(r"^# fails: (\w+)$", path.read_text(), re.MULTILINE)
    assert found is not None
    report = grader.grade_file(Catalog().get(path.parent.name), path, "student")
    assert report.status == "failed", report.problem
    statuses = {check.name: check.status for check in report.checks}
    assert statuses[found[1]] == "failed", report.checks


def test_every_exercise_has_cheats() -> None:
    """No exercise is left out, and there are 50 ideas at least."""
    assert {path.parent.name for path in NEARLY_RIGHT} == EXERCISES
    assert len(NEARLY_RIGHT) >= 50


@pytest.mark.slow
@pytest.mark.long
def test_a_right_answer_is_right_after_the_cheats(grader: Grader) -> None:
    """Nothing that a submission does reaches the next one."""
    exercise = Catalog().get("relu")
    for path in (*EMPTY, exercise.solution):
        report = grader.grade_file(exercise, path, "student")
    assert (report.status, report.score) == ("passed", report.max_score)
