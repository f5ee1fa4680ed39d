"""How the names of two savers fit, and which paths are the same."""

import pytest

from grader.judge.trace import same_path
from grader.networks.pairing import Names, pairing


def _names(weights: str, bias: str) -> Names:
    return {
        "weights": frozenset([weights] if weights else []),
        "bias": frozenset([bias] if bias else []),
    }


@pytest.mark.parametrize(
    ("wanted", "verdict"),
    [
        pytest.param(_names("w", "b"), "agree", id="the-same"),
        pytest.param(_names("b", "w"), "crossed", id="the-other-ones-name"),
        pytest.param(_names("w", "c"), "unknown", id="a-name-that-was-not-saved"),
        pytest.param(_names("w", ""), "missing", id="not-in-the-saver"),
    ],
)
def test_pairing_says_how_names_fit(wanted: Names, verdict: str) -> None:
    """Two savers agree only when each global has the same name in both."""
    found, words = pairing(_names("w", "b"), wanted)
    assert found == verdict
    assert bool(words) == (verdict != "agree")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("./model.ckpt", "model.ckpt", True),
        ("/home/scratch/model.ckpt", "./model.ckpt", True),
        ("saved/../model.ckpt", "model.ckpt", True),
        ("saved/model.ckpt", "model.ckpt", False),
        ("/home/other.ckpt", "model.ckpt", False),
    ],
)
def test_same_path_knows_spellings_of_one_path(one: str, other: str, same: bool) -> None:
    """A path may be written relative to the script's folder or in full."""
    assert same_path(one, other) is same
    assert same_path(other, one) is same
