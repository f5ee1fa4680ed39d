"""How near comparisons come to their tolerance is noted when it is asked for."""

import numpy as np
import pytest

from grader.judge import assert_allclose, matches
from grader.judge.checks import CheckFailed
from grader.judge.margins import FAR, Measure, current, measuring, ratio


@pytest.mark.parametrize(
    ("got", "wanted", "expected"),
    [
        ([1.0, 2.0], [1.0, 2.01], 0.01 / (0.01 + 0.1 * 2.01)),
        (np.float64(3.0), 2.0, 1.0 / 0.21),
        ([1.0], [1.0, 2.0], FAR),
        ([np.nan], [1.0], FAR),
        ([np.inf], [np.inf], 0.0),
        ([0.0], [0.0], 0.0),
        ([1, 2], [1, 3], 1 / 0.31),
        (["a"], ["b"], None),
        ([True], [False], None),
        ([], [], None),
    ],
)
def test_a_ratio_is_the_difference_by_the_tolerance(
    got: object, wanted: object, expected: float | None
) -> None:
    """The largest one decides; what a tolerance says nothing about has none."""
    found = ratio(got, wanted, rtol=0.1, atol=0.01)
    assert found == (expected if expected is None else pytest.approx(expected))


def test_an_exact_comparison_has_no_ratio() -> None:
    """Without tolerances nothing can be too loose."""
    assert ratio([1.0], [2.0], rtol=0.0, atol=0.0) is None


def test_equal_numbers_count_as_rounded() -> None:
    """A float32 that happens to be exact counts as the rounding that it may have had."""
    eps = np.finfo(np.float32).eps
    assert ratio(np.float32([2.0]), [2.0], rtol=1e-4, atol=0.0) == pytest.approx(eps / 1e-4)


def test_comparisons_are_noted_by_check_and_place() -> None:
    """Largest that held, first and nearest that did not, for each line that compares."""
    measure = Measure(["hidden"])
    with measuring(measure):
        measure.begin("open")
        for got in (1.0, 1.05, 1.5, 1.2):
            matches([got], [1.0], rtol=0.1, atol=0.0)
        measure.begin("hidden")
        with pytest.raises(CheckFailed):
            assert_allclose([2.0], [1.0], rtol=0.1, atol=0.0, rivals={"two": [2.0]})
    opened, hidden = measure.result().comparisons
    assert (opened.check, opened.held, opened.first, opened.near) == (
        "open", pytest.approx(0.5), pytest.approx(5.0), pytest.approx(2.0),
    )  # fmt: skip
    assert (hidden.check, hidden.first) == ("hidden", pytest.approx(10.0))
    assert opened.place.startswith("test_margins.py:")
    assert opened.place < hidden.place


def test_numbers_of_secret_checks_are_noted() -> None:
    """Those that no public check uses, as a report would print them."""
    measure = Measure(["hidden"])
    measure.begin("open")
    measure.used([[0.123456789]])
    measure.begin("hidden")
    measure.used([[0.123456789, 3.14159265, 2.0], ["text"], 7])
    assert measure.result().drawn == ("3.14159",)


def test_nothing_is_noted_unasked() -> None:
    """Grading takes no notes."""
    assert current() is None
    assert matches([1.0], [1.0], rtol=0.1, atol=0.0)
