"""What the checks of the course `keras` read from what a script prints."""

import importlib
from types import SimpleNamespace

import pytest

from grader.catalog.content import content_root
from grader.judge.sharing import sharing


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("test accuracy: 0.935", True),
        ("right: 93.5 %", True),
        ("Test: 93% right", True),
        ("94 % of 1000", True),
        ("of 93 pictures", False),
        ("Test: 95% right", False),
        ("epoch 5\n\nloss 0.2", False),
    ],
)
def test_a_share_is_printed_as_a_number_or_in_per_cent(text: str, found: bool) -> None:
    """With a point or as a whole number of per cents, in the last line that says anything."""
    with sharing(content_root() / "exercises_keras" / "digits"):
        fitting = importlib.import_module("shared.fitting")
        assert fitting.is_printed(SimpleNamespace(text=text), [0.935]) is found
