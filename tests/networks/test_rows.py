"""Rows that were fed: told by their digests, and where they stand in a data set."""

import numpy as np
import pytest

from grader.collect.digest import row_digests
from grader.collect.events import Feed, Run
from grader.networks.rows import coverage, distinct, fed_rows, locate


def fed(name: str, rows: np.ndarray) -> Feed:  # type: ignore[type-arg]
    """Return a feed of these rows, as the trace has it."""
    return Feed(name, "float32", rows.shape, row_digests(rows).tobytes())


def test_fed_rows_are_the_digests_of_one_tensor() -> None:
    """Other feeds are left out; a run without any gives no rows."""
    images, labels = np.arange(6.0).reshape(3, 2), np.eye(3)
    feeds = fed("y:0", labels), fed("x:0", images)
    runs = [Run(0, 0, ("train",), feeds, {}), Run(0, 0, ("train",), (), {})]
    first, second = fed_rows(runs, "x:0")
    assert first.tolist() == row_digests(images).tolist()
    assert second.size == 0


def test_rows_are_located_by_their_digests() -> None:
    """A foreign row has no place."""
    data = np.array([30, 10, 20], np.uint32)
    batches = [np.array([10, 30, 10], np.uint32), np.array([25, 40], np.uint32)]
    assert [places.tolist() for places in locate(batches, data)] == [[1, 0, 1], [-1, -1]]


def test_rows_whose_digests_begin_alike_are_told_apart() -> None:
    """Nor does it matter that one of them is there twice: the first place counts."""
    data = np.array([7 << 16, (7 << 16) + 2, 5, (7 << 16) + 1, (7 << 16) + 2], np.uint32)
    rows = np.array([(7 << 16) + offset for offset in (2, 1, 0, 3)] + [5, 6], np.uint32)
    assert [places.tolist() for places in locate([rows], data)] == [[1, 3, 0, -1, 2, -1]]


@pytest.mark.parametrize(
    ("parts", "shares"), [(1, [0.75]), (2, [0.5, 0.5]), (4, [0.25, 0.25, 0.5, 0.0])]
)
def test_coverage_counts_each_row_once_a_part(parts: int, shares: list[float]) -> None:
    """Repeated and foreign rows add nothing."""
    batches = [np.array(rows, np.int64) for rows in ([0, 0], [1, -1], [0, 2], [])]
    assert coverage(batches, 4, parts).tolist() == shares
    assert distinct(batches).tolist() == [0, 1, 2]


def test_nothing_fed_covers_nothing() -> None:
    """An empty training has empty parts."""
    assert coverage([], 4, 2).tolist() == [0.0, 0.0]
    assert distinct([]).size == 0
