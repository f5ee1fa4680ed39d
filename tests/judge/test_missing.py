"""What is said of a name that is looked up in vain."""

import pytest

from grader.judge.missing import not_there

LISTS = ("weights[0]", "weights[1]", "output")
DICTS = ("weights['hidden_layer']", "weights['out']", "Output", "hidden")


@pytest.mark.parametrize(
    ("path", "known", "words"),
    [
        ("output", DICTS, "`output` is not there; you have `Output`."),
        ("hidden_layer", DICTS, "you have `hidden`"),
        ("cost", DICTS, "`cost` is not there: no name in your script"),
        ("weights['out']", LISTS, "`weights` is a list, and it has to be a dict"),
        ("weights[0]", DICTS, "`weights` is a dict, not a list. It has `weights['hidden_layer']`"),
        ("weights['Out']", DICTS, "you have `weights['hidden_layer']`, `weights['out']`."),
        ("weights[2]", LISTS, "`weights[2]` is not there; you have `weights[0]`, `weights[1]`."),
        ("b[9]", tuple(f"b[{n}]" for n in range(9)), "`b[3]` and more."),
    ],
)
def test_names_that_are_there_are_told(path: str, known: tuple[str, ...], words: str) -> None:
    """Nearly the same names, elements of the same list or dict, and which of both it is."""
    assert words in not_there(path, known)
