"""Which measurements a script printed."""

import numpy as np
import pytest

from grader.collect.claims import Claims
from grader.collect.digest import row_digests
from grader.collect.events import Feed, Run
from grader.data.mnist import Dataset
from grader.foundation.wire import pack
from grader.judge.trace import Printed, Trace
from grader.networks.measurements import Measurement, measurements, printed_ones

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
        ("valid: 0.1875, 0.25", [float("nan")], [0.1875, 0.25]),
    ],
)
def test_a_share_is_shown_by_a_number_of_its_own(
    text: str, others: list[float], shown: list[float]
) -> None:
    """To two decimals, or as a percentage; a number that shows another measurement is taken."""
    found = [measurement(0.1875), measurement(0.25)]
    left = printed_ones(found, Printed(text), [measurement(share) for share in others])
    assert [one.value for one in left] == shown


def test_a_share_that_is_not_known_is_shown_by_any_number() -> None:
    """Of many rows the trace keeps none, only that they were fetched."""
    unknown = measurement(float("nan"))
    assert printed_ones([unknown], Printed("valid: 0.2")) == [unknown]
    assert printed_ones([unknown], Printed("test: 0.2"), [measurement(0.2)]) == []


@pytest.mark.parametrize("hits", [False, True])
def test_what_says_of_each_row_whether_it_is_right_is_measured_by_its_mean(hits: bool) -> None:
    """In batches, weighted by their rows; where the trace kept no values, the share is unknown."""
    rows = np.arange(8, dtype=np.float32).reshape(4, 2)
    part = Dataset(rows, np.eye(10)[:4], 0)

    def ran(session: int, some: slice, *values: bool) -> Run:
        fed = rows[some]
        feed = Feed("x:0", "float32", fed.shape, row_digests(fed).tobytes())
        kept = {"right:0": pack(np.array(values))} if values else {}
        return Run(session, 0, ("right:0",), (feed,), kept)

    runs = ran(0, slice(3), True, False, True), ran(0, slice(3, 4), False), ran(1, slice(4))
    trace = Trace(Claims((), (), (), runs, (), ()))
    found = measurements(trace, {0: "right:0"}, {0: "x:0"}, [part], hits=hits)
    shares = [(one.session, one.count, one.value) for one in found]
    wanted = [(0, 4, 0.5), (1, 4, np.nan)] if hits else [(0, 1, 0.0)]
    np.testing.assert_equal(shares, wanted)
