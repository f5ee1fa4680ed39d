"""Tolerances are judged by what right answers and mistakes measured."""

import pytest

from grader.authoring.cases import Case
from grader.authoring.tolerance import Tolerance, calibrate, tolerances
from grader.catalog import Exercise
from grader.judge.margins import FAR, Comparison, Measured
from grader.pipeline import Examination

RIGHT, OTHER = Case("solution", "solution", b""), Case("alternative", "operators", b"")
WRONG, WORSE = Case("mistake", "doubled", b""), Case("mistake", "sign_kept", b"")


def noted(*comparisons: Comparison) -> Examination:
    """Return an examination that measured this; nothing looks at its report."""
    return Examination(None, Measured(comparisons), 0.0, 0)  # type: ignore[arg-type]


def test_the_worst_of_all_runs_counts(half: Exercise) -> None:
    """Right answers: the largest ratio; mistakes: the smallest, of those that must fail there."""
    found = tolerances(
        half,
        {
            RIGHT: [
                noted(Comparison("example", "test_half.py:30", 0.1)),
                noted(Comparison("example", "test_half.py:30", 0.2, near=50.0)),
            ],
            OTHER: [noted(Comparison("example", "test_half.py:30", 0.05, near=40.0))],
            WRONG: [
                noted(Comparison("example", "test_half.py:30", 0.9, first=300.0)),
                noted(Comparison("example", "test_half.py:30", 0.0, first=200.0)),
            ],
            WORSE: [noted(Comparison("example", "test_half.py:30", 0.0, first=7.0))],
        },
    )
    assert found == [Tolerance("example", "test_half.py:30", 0.2, 40.0, 200.0, "doubled")]


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (Tolerance("example", "test_half.py:1", used=0.02, nearest=5e3, mistake="m"), ""),
        (Tolerance("example", "test_half.py:1", used=0.6), "too tight: right answers use 0.6"),
        (Tolerance("example", "test_half.py:1", used=5e-5), "too loose: right answers use 5e-05"),
        (
            Tolerance("example", "test_half.py:1", used=1e-3, nearest=50.0, mistake="m"),
            "the mistake m is only",
        ),
        (
            Tolerance("example", "test_half.py:1", used=0.4, nearest=5.0, mistake="m"),
            "too near: the mistake m",
        ),
        (Tolerance("example", "test_half.py:1", near=1.5), "too near: a right answer must differ"),
        (Tolerance("example", "test_half.py:1", used=1e-3, nearest=FAR, mistake="m"), ""),
        (Tolerance("example", "test_half.py:1"), ""),
    ],
)
def test_a_tolerance_lies_between_rounding_and_mistakes(one: Tolerance, words: str) -> None:
    """Too tight, too loose and too near are told apart, with the numbers."""
    found = [str(finding) for finding in calibrate([one])]
    assert (found == []) == (words == "")
    assert all(words in finding and "test_half.py:1 (example)" in finding for finding in found)
