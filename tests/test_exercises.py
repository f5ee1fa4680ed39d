"""Every shipped exercise is proved as `grade verify` proves it, one submission a test."""

import os

import pytest

from grader.authoring.cases import Case, cases
from grader.authoring.inspection import inspect
from grader.authoring.proof import examine, prove
from grader.catalog import Catalog, Exercise
from grader.pipeline import Grader

# `make prove` repeats every proof 20 times, each time with newly drawn hidden inputs.
RUNS = int(os.environ.get("PROOF_RUNS", "1"))
EXERCISES = Catalog().all()
SUBMISSIONS = [
    pytest.param(exercise, case, id=f"{exercise.slug}-{case.kind}-{case.name}")
    for exercise in EXERCISES
    for case in cases(exercise)
]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.slug)
def test_an_exercise_has_nothing_to_mend(exercise: Exercise) -> None:
    """Files, names and words are in order, and every check has a mistake that must fail it."""
    assert inspect(exercise) == []


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.slug)
def test_an_exercise_has_at_least_six_mistakes_and_four_alternatives(exercise: Exercise) -> None:
    """A shipped exercise has enough submissions to prove its checks."""
    kinds = [case.kind for case in cases(exercise)]
    assert kinds.count("alternative") >= 4
    assert kinds.count("mistake") >= 6


@pytest.mark.slow
@pytest.mark.parametrize(("exercise", "case"), SUBMISSIONS)
def test_a_submission_is_judged_as_what_it_is(
    exercise: Exercise, case: Case, grader: Grader
) -> None:
    """Right answers score full marks, mistakes are caught by name, and no report tells a secret."""
    assert prove(exercise, case, examine(grader, exercise, case, RUNS)) == []
