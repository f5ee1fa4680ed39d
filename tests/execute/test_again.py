"""Large arrays travel once, and both ends agree on what was meant."""

import numpy as np

from grader.execute.again import Received, Sent
from grader.foundation.wire import Array, pack

LARGE = np.arange(2000, dtype=np.float32)


def carried(sent: Sent, received: Received, graph: int, values: dict[str, Array]) -> list[str]:
    """Send values; require that they arrive; return the names of those that travelled."""
    new, again = sent.split(graph, values)
    found = received.arrays(graph, new, again)
    assert found.keys() == values.keys()
    for name, array in values.items():
        assert pack(found[name]) == array
    return sorted(new)


def test_only_what_differs_from_the_latest_travels() -> None:
    """It is known by graph and name; small arrays travel each time."""
    sent, received = Sent(), Received()
    one, other, small = pack(LARGE), pack(LARGE + 1), pack(LARGE[:10])
    for graph, values, travelled in (
        (0, {"a": one, "b": small}, ["a", "b"]),
        (0, {"a": one, "b": small}, ["b"]),
        (1, {"a": one}, ["a"]),
        (0, {"a": other}, ["a"]),
        (0, {"a": one}, ["a"]),
        (0, {"a": small}, ["a"]),
        (0, {"a": one}, []),
        (0, {"a": pack(LARGE.reshape(2, 1000))}, ["a"]),
        (0, {"a": pack(LARGE.view(np.int32))}, ["a"]),
    ):
        assert carried(sent, received, graph, values) == travelled


def test_an_array_that_was_changed_in_place_travels() -> None:
    """What counts is what an array holds, not which one it is."""
    sent, received, array = Sent(), Received(), LARGE.copy()
    assert carried(sent, received, 0, {"a": pack(array)}) == ["a"]
    array[7] = -1.0
    assert carried(sent, received, 0, {"a": pack(array)}) == ["a"]
