"""Masks that chance does not explain are told, and masks that it does are not."""

import numpy as np
import pytest

from grader.networks.dropout_masks import flaw


def drawn(p: float, runs: int = 2300, rows: int = 3) -> np.ndarray:  # type: ignore[type-arg]
    """Draw masks as dropout does."""
    return np.random.default_rng(5).uniform(size=(runs, rows, 3)) < p


@pytest.mark.parametrize("p", [0.05, 0.3, 0.5, 0.75, 0.95])
@pytest.mark.parametrize(("runs", "rows"), [(2300, 3), (600, 12)])
def test_masks_of_dropout_have_no_flaw(p: float, runs: int, rows: int) -> None:
    """Few rows and many, for every probability."""
    assert flaw(drawn(p, runs, rows), p) == ("", "")


def test_a_unit_that_two_others_decide_shows_in_threes_only() -> None:
    """Any two of the three units are independent; the three together are not."""
    found = drawn(0.5)
    found[:, 1, 2] = found[:, 0, 0] ^ found[:, 2, 1]
    assert flaw(found, 0.5)[0] == "Whether a unit is kept depends on which two others are."


def test_a_unit_that_another_decides_shows() -> None:
    """Two units of different rows that are always kept together."""
    found = drawn(0.3)
    found[:, 0, 0] = found[:, 2, 1]
    assert flaw(found, 0.3)[0] == "Whether a unit is kept depends on whether another is."


@pytest.mark.parametrize("begin", [0, 1])
def test_every_second_run_that_repeats_one_shows(begin: int) -> None:
    """Masks that are used twice, whichever run is the first to repeat one."""
    found = drawn(0.5, 2301)
    found[begin + 1 :: 2] = found[begin : 2301 - 1 : 2]
    assert "the run before" in flaw(found, 0.5)[0]
