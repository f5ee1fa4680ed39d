"""How a training loop went through MNIST: which rows its runs fed, and how often. Claims.

A right loop is one that feeds nearly every training row in every epoch: in the order of the files
or shuffled, with or without the last, smaller batch, in slices or with `next_batch`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.collect.digest import row_digests
from grader.collect.events import Run
from grader.data.mnist import N_CLASSES, Dataset, Datasets
from grader.judge.digests import Digests, image_digests
from grader.networks.rows import (
    Rows,
    coverage,
    distinct,
    fed_rows,
    locate,
)
from grader.networks.training import Training

# Leaving out the last batch costs less than one batch: 2.6 % of the subset at 128 rows a batch.
_NEARLY_ALL = 0.9
_NEARLY_AS_OFTEN = 0.95
# `next_batch` with a last batch in every epoch drifts: a part of the runs that begins at share a of
# one shuffle holds 1 - a(1 - a) >= 75 % of the rows (5,000 rows: sd 0.35 %, so that 70 % is 14 sd
# away). Rows drawn with replacement are 63 %.
_IN_A_PART = 0.7
_MISLABELLED = 0.01


@dataclass(frozen=True)
class Feeding:
    """What the runs of a training loop fed, compared with a data set.

    size: rows of the training set. steps: number of runs. passes: rows fed, in sizes of the set.
    training and held_out: the shares of them that are rows of the training set, and of the
    validation or test set. distinct: the share of the training set that was fed at all. least: the
    smallest such share of any of `epochs` consecutive parts of the runs. one_batch: every run fed
    the same rows. mislabelled: the share of training rows that came with another row's label.
    recorded: the share of the runs whose rows the trace has; the other numbers are about these.
    """

    size: int
    steps: int
    passes: float
    training: float
    held_out: float
    distinct: float
    least: float
    one_batch: bool
    mislabelled: float
    recorded: float

    @property
    def epochs(self) -> float:
        """How often the training set was fed, runs whose rows are not known included."""
        return self.passes / self.recorded if self.recorded else 0.0


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a loop; name is "" where the behaviour fits no common mistake."""

    name: str
    message: str


def loop_flaw(
    training: Training, images: str, labels: str, choices: Sequence[Datasets], epochs: int
) -> Flaw | None:
    """Return what is wrong with how a training fed the tensors `images` and `labels`, or None.

    Names: reinitialised, held_out_fed, same_batch, one_batch_per_epoch, part_of_the_data,
    one_epoch, labels_mixed_up.
    """
    found = feeding(training.runs, images, labels, choices, epochs)
    if training.restarts:
        late = feeding(training.runs[training.restarts[-1] :], images, labels, choices, epochs)
        enough = _NEARLY_AS_OFTEN * epochs * found.recorded
        if late.steps == 0 or late.passes < enough <= found.passes:
            return Flaw(
                "reinitialised", "the variables got start values again after the training had begun"
            )
    return _row_flaw(found, epochs) or _epoch_flaw(found, epochs) or _label_flaw(found)


def _row_flaw(found: Feeding, epochs: int) -> Flaw | None:
    """Return a flaw in which rows were fed at all."""
    if found.training < 0.99:
        return Flaw(
            "held_out_fed" if found.held_out > 0.99 else "",
            f"{found.training:.0%} of the images fed are rows of the training set,"
            f" {found.held_out:.0%} are of the validation or test set",
        )
    if found.distinct >= _NEARLY_ALL:
        return None
    name = ""
    if found.one_batch:
        name = "same_batch"
    elif found.steps == epochs:
        name = "one_batch_per_epoch"
    elif found.passes >= _NEARLY_AS_OFTEN * epochs * found.distinct:
        name = "part_of_the_data"
    return Flaw(
        name, f"{found.steps} training runs fed {found.distinct:.1%} of the training images"
    )


def _epoch_flaw(found: Feeding, epochs: int) -> Flaw | None:
    """Return a flaw in how often the rows were fed."""
    if found.passes < _NEARLY_AS_OFTEN * epochs * found.recorded:
        return Flaw(
            "one_epoch" if 0.9 <= found.passes <= 1.1 else "",
            f"the training images were fed {found.passes:.2f} times, not {epochs} times",
        )
    if found.least < _IN_A_PART:
        return Flaw("", f"one of the {epochs} epochs fed {found.least:.0%} of the images only")
    return None


def _label_flaw(found: Feeding) -> Flaw | None:
    """Return the flaw of images that come with the labels of others."""
    if found.mislabelled < _MISLABELLED:
        return None
    return Flaw(
        "labels_mixed_up", f"{found.mislabelled:.0%} of the images fed had another image's label"
    )


def feeding(
    runs: Sequence[Run], images: str, labels: str, choices: Sequence[Datasets], epochs: int
) -> Feeding:
    """Return how `runs` fed the tensors named `images` and `labels`.

    The data set is the one of `choices`, the first of equals, to which most of the fed rows belong.
    """
    found, places = _followed(_Same(runs), images, labels, _Same(choices))
    parts = max(1, round(epochs * found.recorded))
    return replace(found, least=float(coverage(places, found.size, parts).min()))


@lru_cache(maxsize=8)
def _followed(
    the_runs: "_Same", images: str, labels: str, the_choices: "_Same"
) -> tuple[Feeding, list[Rows]]:
    """Return what `feeding` does but for `least`, and where the rows stand that were fed."""
    runs: Sequence[Run] = the_runs.object
    choices: Sequence[Datasets] = the_choices.object
    fed = fed_rows(runs, images)
    kept = [number for number, batch in enumerate(fed) if batch.size]
    batches = [fed[number] for number in kept]
    found = [_located(batches, data) for data in choices]
    data, places, held = max(found, key=lambda one: _share(one[1]) + _share(one[2]))
    size = data.train.num_examples
    recorded = len(kept) / len(fed) if fed else 0.0
    digits = fed_rows([runs[number] for number in kept], labels)
    known = distinct(places).size
    feeding = Feeding(
        size=size,
        steps=len(runs),
        passes=sum(batch.size for batch in batches) / size,
        training=_share(places),
        held_out=_share(held),
        distinct=known / size,
        least=0.0,
        one_batch=len(batches) > 1 and known == max(map(len, places)),
        mislabelled=_mislabelled(data.train, places, digits),
        recorded=recorded,
    )
    return feeding, places


class _Same:
    """A key of a cache that is equal to another one of the very same object."""

    def __init__(self, object: Any) -> None:
        self.object = object

    def __hash__(self) -> int:
        return id(self.object)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.object is self.object


def classes_fed(
    runs: Sequence[Run], images: str, labels: str, data: Dataset, classes: npt.NDArray[np.int64]
) -> float:
    """Return the share of known rows of `data` that were fed with the class of their digit.

    classes: int64 [10], each digit's class, 0 and up. Labels may be one-hot or numbers; 1 for
    labels of another form.
    """
    places = locate(fed_rows(runs, images), image_digests(data))
    digits, fed = data.labels.argmax(axis=1), fed_rows(runs, labels)
    count = int(classes.max()) + 1
    for known in (np.eye(count), np.arange(count)[:, None]):
        given = locate(fed, row_digests(known))
        if _share(given) == 1.0 and [g.size for g in given] == [p.size for p in places]:
            rows, numbers = np.concatenate(places), np.concatenate(given)
            return float((classes[digits[rows]] == numbers)[rows >= 0].mean())
    return 1.0


def mislabelled(runs: Sequence[Run], images: str, labels: str, data: Dataset) -> float:
    """Return the share of rows of `data` that were fed with another row's label.

    Labels may be one-hot or numbers; 0 for labels of another form.
    """
    places = locate(fed_rows(runs, images), image_digests(data))
    return _mislabelled(data, places, fed_rows(runs, labels))


def _located(batches: Sequence[Digests], data: Datasets) -> tuple[Datasets, list[Rows], list[Rows]]:
    """Return where the batches' rows stand in the training set, and in the two other sets."""
    others = np.concatenate([image_digests(one) for one in (data.validation, data.test)])
    return data, locate(batches, image_digests(data.train)), locate(batches, others)


def _share(places: Sequence[Rows]) -> float:
    """Return which share of the fed rows is known."""
    rows = np.concatenate([np.empty(0, np.int64), *places])
    return float((rows >= 0).mean()) if rows.size else 0.0


def _mislabelled(data: Dataset, places: Sequence[Rows], labels: Sequence[Digests]) -> float:
    """Return the share of known rows whose label is not theirs; 0 for labels of another form."""
    true = data.labels.argmax(axis=1)
    one_hot, numbers = np.eye(N_CLASSES), np.arange(N_CLASSES)[:, None]
    for known in (row_digests(one_hot), row_digests(numbers)):
        digits = locate(labels, known)
        if _share(digits) == 1.0 and [d.size for d in digits] == [p.size for p in places]:
            rows, given = np.concatenate(places), np.concatenate(digits)
            return float((true[rows] != given)[rows >= 0].mean()) if (rows >= 0).any() else 0.0
    return 0.0
