"""Every shipped exercise is proved: stub, solution, alternatives and known mistakes."""

import os
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.pipeline import Grader

# `make prove` repeats every proof 20 times, each time with newly drawn hidden inputs.
RUNS = int(os.environ.get("PROOF_RUNS", "1"))
CATALOG = Catalog()
EXERCISES = CATALOG.all()
SLUGS = [exercise.slug for exercise in EXERCISES]
RIGHT = [
    pytest.param(exercise.slug, path, id=f"{exercise.slug}-{path.parent.name}-{path.stem}")
    for exercise in EXERCISES
    for path in [exercise.solution, *sorted((exercise.folder / "alternatives").glob("*.py"))]
]
WRONG = [
    pytest.param(exercise.slug, mistake.name, id=f"{exercise.slug}-{mistake.name}")
    for exercise in EXERCISES
    for mistake in exercise.rules.mistakes
]


@pytest.mark.parametrize("slug", SLUGS)
def test_an_exercise_has_at_least_six_mistakes_and_four_alternatives(slug: str) -> None:
    """An exercise ships enough submissions to prove its checks."""
    exercise = CATALOG.get(slug)
    alternatives = list((exercise.folder / "alternatives").glob("*.py"))
    files = {path.stem for path in (exercise.folder / "mistakes").glob("*.py")}
    assert len(alternatives) >= 4
    assert len(files) >= 6
    assert {mistake.name for mistake in exercise.rules.mistakes} == files


@pytest.mark.parametrize("slug", SLUGS)
def test_every_check_is_failed_by_a_known_mistake(slug: str) -> None:
    """A check that no known mistake fails would prove nothing."""
    exercise = CATALOG.get(slug)
    named = {mistake.check for mistake in exercise.rules.mistakes}
    assert named == {check.name for check in exercise.checks}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_stub_is_not_started_and_scores_nothing(slug: str, grader: Grader) -> None:
    """An untouched stub is ungradable, not wrong."""
    exercise = CATALOG.get(slug)
    report = grader.grade_file(exercise, exercise.stub, "student")
    assert (report.status, report.score) == ("ungradable", 0.0)
    assert "not started" in report.message.lower()
    assert "TODO" in exercise.stub.read_text()


@pytest.mark.slow
@pytest.mark.parametrize(("slug", "path"), RIGHT)
def test_a_right_answer_scores_full_marks(slug: str, path: Path, grader: Grader) -> None:
    """The solution and every alternative pass all checks."""
    for run in range(RUNS):
        report = grader.grade_file(CATALOG.get(slug), path, f"student {run}")
        assert [(c.name, c.message) for c in report.checks if c.status != "passed"] == []
        assert (report.status, report.problem, report.mistake) == ("passed", None, None)
        assert report.score == report.max_score


@pytest.mark.slow
@pytest.mark.parametrize(("slug", "name"), WRONG)
def test_a_known_mistake_is_caught_by_name(slug: str, name: str, grader: Grader) -> None:
    """Every known mistake fails its named check and is diagnosed as itself."""
    exercise = CATALOG.get(slug)
    path = exercise.folder / "mistakes" / f"{name}.py"
    rule = exercise.mistake(name)
    for run in range(RUNS):
        report = grader.grade_file(exercise, path, f"student {run}")
        statuses = {check.name: check.status for check in report.checks}
        assert statuses[rule.check] == "failed"
        assert report.mistake is not None
        assert (report.mistake.name, report.mistake.hint) == (name, rule.hint)
        assert report.score < report.max_score
