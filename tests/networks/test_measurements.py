"""Which measurements a script printed."""

import numpy as np
import pytest

from grader.data.mnist import Dataset
from grader.judge.trace import Printed
from grader.networks.measurements import Measurement, printed_ones

PART = Dataset(np.zeros((4, 2), np.float32), np.eye(10)[:4], 0)


def measurement(share: float) -> Measurement:
    """Return a measurement of all rows at once."""
    return Measurement(0, 0, PART, [share], [np.arange(4)])


@pytest.mark.parametrize(
    ("text", "others", "shown"),
    [
        ("0.1875 then 0.2500", [], [0.1875, 0.25]),
        ("18.75 % then 25 %", [], [0.1875, 0.25]),
        ("0.19, and nothing else", [], [0.1875]),
        ("", [], []),
        ("no number", [0.5], []),
        ("test: 0.19", [0.1880], []),
        ("valid: 0.19, test: 0.19", [0.1880], [0.1875]),
        ("valid: 0.1875, test: 0.1920", [0.1920], [0.1875]),
        ("valid: 0.19", [0.5], [0.1875]),
        ("valid: 0.1875 0.25", [0.1900, 0.1890, 0.2480], [0.1875, 0.25]),
        ("test: 0.1875", [0.1875, 0.1875], []),
    ],
)
def test_a_share_is_shown_by_a_number_of_its_own(
    text: str, others: list[float], shown: list[float]
) -> None:
    """To two decimals, or as a percentage; a number that shows another measurement is taken."""
    found = [measurement(0.1875), measurement(0.25)]
    left = printed_ones(found, Printed(text), [measurement(share) for share in others])
    assert [one.value for one in left] == shown
