"""The lessons' `mnist` object: train, validation and test sets with `next_batch`.

By default a balanced subset of real MNIST that ships with the package (5,000 training, 1,000
validation, 1,000 test images); the full 55,000/5,000/10,000 when the four IDX files are in the
folder that is given or in `MNIST_DIR`. MNIST: Y. LeCun and C. Cortes, CC BY-SA 3.0.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.data.idx import DataFault, read_idx

EMBEDDED = Path(__file__).parent / "mnist_subset"
FILES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)
N_CLASSES = 10
_FULL_VALIDATION = 5000
_EMBEDDED_VALIDATION = 1000


class Dataset:
    """Images and labels with `next_batch`.

    images: float32 [n, 28, 28, 1] or [n, 784], values 0 to 1. labels: float64 [n, 10] one-hot, or
    uint8 [n].
    """

    def __init__(
        self, images: npt.NDArray[np.float32], labels: npt.NDArray[Any], seed: int | None = None
    ) -> None:
        self.images = self._images = images
        self.labels = self._labels = labels
        self.num_examples = len(images)
        self.epochs_completed = 0
        self._position = 0
        self._rng = np.random.default_rng(seed)

    def next_batch(
        self, batch_size: int, fake_data: bool = False, shuffle: bool = True
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[Any]]:
        """Return the next `batch_size` images and labels; rows are shuffled anew every epoch.

        A batch that reaches past the end takes the rest of this epoch and the start of the next.
        """
        if fake_data:
            raise ValueError("fake_data is not offered: the data is real MNIST")
        if not 0 < batch_size <= self.num_examples:
            raise ValueError(f"batch_size {batch_size} is not between 1 and {self.num_examples}")
        if self._position == 0 and self.epochs_completed == 0 and shuffle:
            self._shuffle()
        start, end = self._position, self._position + batch_size
        if end <= self.num_examples:
            self._position = end
            return self._images[start:end], self._labels[start:end]
        rest = self._images[start:], self._labels[start:]
        self.epochs_completed += 1
        if shuffle:
            self._shuffle()
        self._position = end - self.num_examples
        return (
            np.concatenate([rest[0], self._images[: self._position]]),
            np.concatenate([rest[1], self._labels[: self._position]]),
        )

    def _shuffle(self) -> None:
        order = self._rng.permutation(self.num_examples)
        self._images, self._labels = self._images[order], self._labels[order]


@dataclass(frozen=True)
class Datasets:
    """The three sets, and where they came from."""

    train: Dataset
    validation: Dataset
    test: Dataset
    source: str


def read_data_sets(
    train_dir: str | os.PathLike[str] = ".",
    fake_data: bool = False,
    one_hot: bool = False,
    dtype: Any = None,
    reshape: bool = True,
    validation_size: int | None = None,
    seed: int | None = None,
    *,
    fallback: str | os.PathLike[str] | None = None,
    **ignored: Any,
) -> Datasets:
    """Return MNIST from `train_dir`, `fallback`, `MNIST_DIR` or the shipped subset, in this order.

    The parameters are those of the lessons' loader. Raises DataFault for a damaged file and
    ValueError for `fake_data` and for a validation size that leaves no training data.
    """
    if fake_data:
        raise ValueError("fake_data is not offered: the data is real MNIST")
    folder = find_files(train_dir, fallback, os.environ.get("MNIST_DIR"))
    images, labels, test_images, test_labels = (_read(folder, name) for name in FILES)
    if len(images) != len(labels) or len(test_images) != len(test_labels):
        raise DataFault(f"{folder}: the numbers of images and labels differ")
    if validation_size is None:
        validation_size = _EMBEDDED_VALIDATION if folder == EMBEDDED else _FULL_VALIDATION
    if not 0 <= validation_size < len(images):
        raise ValueError(
            f"validation_size {validation_size} is not between 0 and {len(images) - 1}"
        )
    cut = validation_size

    def dataset(pixels: npt.NDArray[np.uint8], digits: npt.NDArray[np.uint8]) -> Dataset:
        shape = (len(pixels), 784) if reshape else (len(pixels), 28, 28, 1)
        scaled = pixels.reshape(shape).astype(np.float32) * np.float32(1 / 255)
        return Dataset(scaled, np.eye(N_CLASSES)[digits] if one_hot else digits, seed)

    return Datasets(
        train=dataset(images[cut:], labels[cut:]),
        validation=dataset(images[:cut], labels[:cut]),
        test=dataset(test_images, test_labels),
        source="the shipped subset of MNIST" if folder == EMBEDDED else str(folder),
    )


def find_files(*folders: str | os.PathLike[str] | None) -> Path:
    """Return the first of `folders` that holds all four IDX files, else the shipped subset."""
    for folder in folders:
        if folder is not None and all(_locate(Path(folder), name) for name in FILES):
            return Path(folder)
    return EMBEDDED


def _locate(folder: Path, name: str) -> Path | None:
    for candidate in (folder / f"{name}.gz", folder / name):
        if candidate.is_file():
            return candidate
    return None


def _read(folder: Path, name: str) -> npt.NDArray[np.uint8]:
    path = _locate(folder, name)
    if path is None:
        raise DataFault(f"{folder}: {name} is missing")
    return read_idx(path)
