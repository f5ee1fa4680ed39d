"""Rows that were fed, known by their digests: where they stand in a data set. Claims."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from grader.collect.events import Run
from grader.judge.digests import Digests
from grader.judge.trace import rows_of

Rows = npt.NDArray[np.int64]

# Of a digest, the bits by which `locate` looks: a table of 512 KiB, which stays in the cache.
_BITS = 16
_NO_ROWS: Digests = np.empty(0, np.uint32)


def fed_rows(runs: Sequence[Run], name: str) -> list[Digests]:
    """Return for each run uint32 [n]: the digests of the rows that it fed to the tensor `name`.

    Empty for a run that was fed no rows there, or whose digests were not kept.
    """
    found = []
    for run in runs:  # of thousands: a generator for each would take twice as long
        rows = _NO_ROWS
        for feed in run.feeds:
            if feed.name == name:
                rows = rows_of(feed)
                break
        found.append(rows)
    return found


def locate(batches: Sequence[Digests], data: Digests) -> list[Rows]:
    """Return for each batch int64 [n]: where its rows stand in `data`, -1 for a foreign row."""
    if not batches:
        return []
    places = _places(np.concatenate(batches), data)
    ends = np.cumsum([0, *map(len, batches)])
    return [places[start:end] for start, end in pairwise(ends)]


def _places(rows: Digests, data: Digests) -> Rows:
    """Return where rows stand in `data`, the first place of several; -1 for a foreign row.

    A loop feeds the same rows in every epoch, half a million of them: nearly all are found by one
    look into a table, which is four times as fast as a search among sorted digests.
    """
    table = np.full(1 << _BITS, -1)
    table[(data >> (32 - _BITS))[::-1]] = np.arange(len(data))[::-1]
    places: Rows = table[rows >> (32 - _BITS)]
    rest = np.flatnonzero((places >= 0) & (data[places] != rows))
    order = np.argsort(data, kind="stable")
    found = order[np.searchsorted(data, rows[rest], sorter=order).clip(max=len(data) - 1)]
    places[rest] = np.where(data[found] == rows[rest], found, -1)
    return places


def coverage(batches: Sequence[Rows], size: int, parts: int) -> npt.NDArray[np.float64]:
    """Return float64 [parts]: of rows 0 … size - 1, the share in each part of the batches.

    The batches are split into `parts` consecutive parts of (nearly) equal number.
    """
    edges = np.linspace(0, len(batches), parts + 1).round().astype(int)
    shares = [distinct(batches[a:b]).size / size for a, b in pairwise(edges)]
    return np.array(shares, np.float64)


def distinct(batches: Sequence[Rows]) -> Rows:
    """Return the different known rows in the batches, ascending."""
    rows = np.concatenate([np.empty(0, np.int64), *batches])
    return np.flatnonzero(np.bincount(rows[rows >= 0]))
