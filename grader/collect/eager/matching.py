"""Which of what a step is given stands for the rows from which a number was measured."""

import math
from collections.abc import Collection, Container, Iterable, Iterator
from typing import Any

import msgspec
import numpy as np

from grader.collect.digest import row_digests
from grader.collect.eager.passes import Datum
from grader.collect.events import Feed


def alike(array: Any, data: Collection[Datum]) -> Datum | None:
    """Return which of a step's data has the sides of an array, but for the number of rows.

    Or as many values in a row, if no other data has: a row's digest is that of its values. Of data
    that was cast or reshaped, the last: the script goes on with that.
    """
    sides = array.shape[1:]
    rows = [one for one in data if one.shape]
    found = [one for one in rows if one.shape[1:] == sides]
    if not found:
        found = [one for one in rows if math.prod(one.shape[1:]) == math.prod(sides)]
        if len({one.source for one in found}) > 1:
            return None
    first = max(found, key=_order, default=None)
    same = [one for one in rows if first and one.source == first.source]
    return max(same, key=_order, default=None)


def _order(datum: Datum) -> float:
    return datum.ref[0].order


def one_hot(array: Any, data: Iterable[Datum], taken: Container[Any]) -> Datum | None:
    """Return which of a step's data holds, one-hot, what an array holds as numbers of classes.

    taken: the sides of rows that are other sources.
    """
    if array.ndim != 1 or array.dtype.kind not in "iu" or not array.size or array.min() < 0:
        return None
    found = [
        one
        for one in data
        if len(one.shape) == 2 and one.shape[1:] not in taken and one.shape[1] > array.max()
    ]
    alone = len({one.shape[1:] for one in found}) == 1
    return max(found, key=_order) if alone else None


def as_fed(
    fed: Iterable[Feed | None], inputs: Iterable[Datum | None], hot: Container[Datum]
) -> Iterator[Feed]:
    """Yield the rows of each source as those of what stands for it.

    hot: what holds them one-hot, where the source holds numbers of classes.
    """
    for feed, one in zip(fed, inputs, strict=True):
        if feed is None or one is None:
            continue
        whole = _hot(feed, one.shape[1]) if one in hot else feed
        if whole is not None:
            sides = whole.shape[:1] + one.shape[1:]
            yield msgspec.structs.replace(whole, name=one.name, shape=sides)


def _hot(feed: Feed, classes: int) -> Feed | None:
    """Return rows that are numbers of classes as those which are one-hot, None if others are."""
    numbers, rows = (row_digests(one) for one in (np.arange(classes)[:, None], np.eye(classes)))
    known = dict(zip(numbers.tolist(), rows.tolist(), strict=True))
    found = [known.get(one) for one in np.frombuffer(feed.rows, "<u4").tolist()]
    if None in found:
        return None
    sides = len(found), classes
    return Feed("", "float32", sides, np.array(found, "<u4").tobytes())
