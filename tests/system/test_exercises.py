"""Every shipped exercise is proved as `grade verify` proves it, one submission a test."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from grader.authoring.cases import Case, cases
from grader.authoring.inspection import inspect
from grader.authoring.proof import examine, prove
from grader.catalog import Catalog, Exercise
from grader.catalog.content import content_root
from grader.pipeline import Grader

# `make prove` repeats every proof 20 times, each time with newly drawn hidden inputs.
RUNS = int(os.environ.get("PROOF_RUNS", "1"))
FUNCTIONS = Catalog(content_root() / "exercises_functions").all()
KERAS = Catalog(content_root() / "exercises_keras").all()
EXERCISES = [*Catalog().all(), *FUNCTIONS, *KERAS]
# Of the mistakes and alternatives of exercises that train, draw masks, are functions or in Keras,
# one in so many is proved at once, the others by `make test-long` and `make prove`.
SAMPLE, KERAS_SAMPLE = 12, 24
SLOW = ("convnet", "custom_loop")  # their training alone takes 10 s
AT_ONCE = ("relu", "save_load", "rename_fix", "rename_fix_tf2")


def marks(exercise: Exercise, number: int, case: Case) -> list[pytest.MarkDecorator]:
    """Return the mark of a submission that `make test` leaves out."""
    sampled = exercise.slug not in AT_ONCE and case.kind in ("mistake", "alternative")
    if exercise.slug in SLOW and case.kind != "stub":
        return [pytest.mark.long]
    every = KERAS_SAMPLE if exercise in KERAS else SAMPLE
    return [pytest.mark.long] if sampled and number % every else []


SUBMISSIONS = [
    pytest.param(
        exercise,
        case,
        id=f"{exercise.slug}-{case.kind}-{case.name}",
        marks=marks(exercise, number, case),
    )
    for exercise in EXERCISES
    for number, case in enumerate(cases(exercise))
]


@pytest.fixture(scope="session")
def proofs(request: pytest.FixtureRequest, grader: Grader) -> Iterator[dict[str, Future[Any]]]:
    """Return what examining each selected submission gives, two at a time, in their order."""
    threads = ThreadPoolExecutor(2)
    found = {}
    for item in request.session.items:
        if "proofs" in getattr(item, "fixturenames", ()) and hasattr(item, "callspec"):
            exercise, case = item.callspec.params["exercise"], item.callspec.params["case"]
            found[item.callspec.id] = threads.submit(examine, grader, exercise, case, RUNS)
    yield found
    threads.shutdown(cancel_futures=True)


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
@pytest.mark.timeout(900 * RUNS)
@pytest.mark.parametrize(("exercise", "case"), SUBMISSIONS)
def test_a_submission_is_judged_as_what_it_is(
    exercise: Exercise, case: Case, proofs: dict[str, Future[Any]], request: pytest.FixtureRequest
) -> None:
    """Right answers score full marks, mistakes are caught by name, and no report tells a secret."""
    assert prove(exercise, case, proofs[request.node.callspec.id].result()) == []
