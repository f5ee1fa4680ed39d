"""`next_batch`: every row once an epoch, images with their labels."""

import numpy as np
import pytest

from grader.data.dataset import Dataset


def numbered(count: int = 10, seed: int | None = 1) -> Dataset:
    """Return a data set whose images and labels are their row numbers."""
    return Dataset(np.arange(count, dtype=np.float32)[:, None], np.arange(count), seed)


def test_an_epoch_has_every_row_once_and_in_another_order_each_time() -> None:
    """Rows are shuffled again; images stay with their labels."""
    data, orders = numbered(), []
    for _ in range(3):
        batches = [data.next_batch(5) for _ in range(2)]
        rows = np.concatenate([labels for _, labels in batches])
        assert sorted(rows) == list(range(10))
        assert all(np.array_equal(images.ravel(), labels) for images, labels in batches)
        orders.append(tuple(rows))
    assert len(set(orders)) == 3


def test_a_batch_reaches_over_the_end_of_an_epoch() -> None:
    """It takes the rest of this epoch and the beginning of the next."""
    data = numbered()
    first, second, third = (data.next_batch(4)[1] for _ in range(3))
    assert sorted([*first, *second, *third[:2]]) == list(range(10))
    assert (data.epochs_completed, len(third)) == (1, 4)
    assert not set(third[2:]) & set(data.next_batch(8)[1])


def test_without_shuffling_the_order_is_that_of_the_files() -> None:
    """`shuffle=False` leaves the rows where they are; `images` always does."""
    data = numbered()
    assert list(data.next_batch(4, shuffle=False)[1]) == [0, 1, 2, 3]
    data.next_batch(9)
    assert list(data.labels) == list(range(10))


def test_a_seed_gives_the_same_batches_again() -> None:
    """The order depends on the seed alone."""
    one, again = numbered(seed=7).next_batch(10)[1], numbered(seed=7).next_batch(10)[1]
    assert list(one) == list(again)


@pytest.mark.parametrize("size", [0, -1, 11])
def test_a_batch_that_cannot_be_is_refused(size: int) -> None:
    """A batch has at least one row and at most all."""
    with pytest.raises(ValueError, match="batch_size"):
        numbered().next_batch(size)
