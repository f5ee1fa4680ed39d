"""What variables held before a script's fed runs."""

import numpy as np

from grader.collect import starts
from grader.collect.starts import Starts
from grader.foundation.wire import Array, pack


def test_values_are_kept_once_a_fetch_and_as_far_as_they_changed() -> None:
    """A second run of the same fetches is not read; unchanged values are not kept again."""
    values: dict[str, Array] = {"w": pack(np.zeros(2)), "b": pack(np.zeros(1))}
    found = Starts(lambda session: dict(values))
    found.note(0, None, ("train",))
    values["b"] = pack(np.ones(1))
    found.note(0, None, ("train",))
    found.note(0, None, ("cost",))
    first, second = found.of(0)
    assert (first.fetches, set(first.values)) == (("train",), {"w", "b"})
    assert (second.fetches, set(second.values)) == (("cost",), {"b"})
    assert found.of(1) == ()


def test_too_much_is_cut() -> None:
    """Beyond its budget nothing is kept, and that is said."""
    large = pack(np.zeros(starts._BUDGET // 8 + 1))
    found = Starts(lambda session: {"w": large})
    found.note(0, None, ("train",))
    assert (found.of(0), found.cut) == ((), True)
