"""The lessons' data objects: images and labels in batches, and the three sets."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


class Dataset:
    """Images and labels with `next_batch`.

    images: float32 [n, 28, 28, 1] or [n, 784], values 0 to 1. labels: float64 [n, 10] one-hot, or
    uint8 [n].
    """

    def __init__(
        self, images: npt.NDArray[np.float32], labels: npt.NDArray[Any], seed: int | None = None
    ) -> None:
        self.images = images
        self.labels = labels
        self.num_examples = len(images)
        self.epochs_completed = 0
        self._position = 0
        self._order = np.arange(len(images))
        self._rng = np.random.default_rng(seed)

    def next_batch(
        self, batch_size: int, fake_data: bool = False, shuffle: bool = True
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[Any]]:
        """Return the next `batch_size` images and labels; rows are shuffled again every epoch.

        A batch that reaches past the end takes the rest of this epoch and the start of the next.
        """
        if fake_data:
            raise ValueError("fake_data is not offered: the data is real MNIST")
        if not 0 < batch_size <= self.num_examples:
            raise ValueError(f"batch_size {batch_size} is not between 1 and {self.num_examples}")
        if self._position == 0 and self.epochs_completed == 0 and shuffle:
            self._shuffle()
        rows = self._order[self._position : self._position + batch_size]
        self._position += batch_size
        if len(rows) < batch_size:
            self.epochs_completed += 1
            if shuffle:
                self._shuffle()
            self._position = batch_size - len(rows)
            rows = np.concatenate([rows, self._order[: self._position]])
        return self.images[rows], self.labels[rows]

    def _shuffle(self) -> None:
        self._order = self._order[self._rng.permutation(self.num_examples)]


@dataclass(frozen=True)
class Datasets:
    """The three sets, and where they came from."""

    train: Dataset
    validation: Dataset
    test: Dataset
    source: str

    def __str__(self) -> str:
        """Return the source and the sizes in words."""
        sizes = (one.num_examples for one in (self.train, self.validation, self.test))
        return "{} ({:,} training, {:,} validation, {:,} test images)".format(self.source, *sizes)
