"""What a check gives to a call is put into the form that a script takes."""

import numpy as np
import pytest

from grader.judge.calling import as_taken, uncalled

PICTURES = np.arange(12.0).reshape(3, 4)
LABELS = np.eye(3)[[2, 0, 1]]


@pytest.mark.parametrize(
    ("given", "shape", "wanted"),
    [
        (PICTURES, (None, 4), PICTURES),
        (PICTURES, (None, 2, 2, 1), PICTURES.reshape(3, 2, 2, 1)),
        (PICTURES.reshape(3, 2, 2), (None, 4), PICTURES),
        (LABELS, (None,), np.array([2, 0, 1])),
        (LABELS, (None, 1), np.array([[2], [0], [1]])),
        (np.array([2, 0, 1]), (None, 3), LABELS),
        (np.array([2, 0, 1]), (None, 1), np.array([[2], [0], [1]])),
    ],
)
def test_rows_take_the_form_that_is_asked(
    given: np.ndarray, shape: tuple[int | None, ...], wanted: np.ndarray
) -> None:
    """Pictures flat or not, labels one-hot or numbers; the order of the rows stays."""
    taken = as_taken(given, shape)
    assert taken.shape == wanted.shape
    assert (taken == wanted).all()


def test_what_cannot_be_told_stays() -> None:
    """Rows of another size are given as they are, for TensorFlow to say what is wrong."""
    assert as_taken(PICTURES, (None, 5)) is PICTURES
    assert as_taken(PICTURES, (None,)) is PICTURES
    assert as_taken(PICTURES, None) is PICTURES


def test_what_is_not_there_is_told() -> None:
    """A script that trains nothing is told so; of anything else, its name."""
    assert "trains no model" in uncalled("train")
    assert "`huber`" in uncalled("huber")
