"""The lessons' `mnist` object: train, validation and test sets with `next_batch`.

In full (55,000/5,000/10,000) where the data is on the machine; otherwise a balanced subset of real
MNIST that ships with the package (5,000 training, 1,000 validation, 1,000 test images).
"""

import os
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.data.dataset import Dataset, Datasets
from grader.data.sources import EMBEDDED, FILES, find_files, is_full, read_arrays

__all__ = [
    "EMBEDDED",
    "FILES",
    "N_CLASSES",
    "Dataset",
    "Datasets",
    "find_files",
    "read_data_sets",
    "read_pixels",
]

Pixels = npt.NDArray[np.uint8]

N_CLASSES = 10
_FULL_VALIDATION = 5000
_EMBEDDED_VALIDATION = 1000


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
    """Return MNIST from `train_dir`, `fallback`, `MNIST_DIR`, Keras' cache or the shipped subset.

    The first of these that holds it is taken. The parameters are those of the lessons' loader.
    Raises DataFault for data that is damaged or not MNIST, and ValueError for `fake_data` and for
    a validation size that leaves no training data.
    """
    if fake_data:
        raise ValueError("fake_data is not offered: the data is real MNIST")
    found = find_files(train_dir, fallback, os.environ.get("MNIST_DIR"))
    images, labels, test_images, test_labels = read_arrays(found)
    if validation_size is None:
        validation_size = _validation_size(found)
    if not 0 <= validation_size < len(images):
        raise ValueError(
            f"validation_size {validation_size} is not between 0 and {len(images) - 1}"
        )
    cut = validation_size

    def dataset(pixels: npt.NDArray[np.uint8], digits: npt.NDArray[np.uint8]) -> Dataset:
        shape = (len(pixels), 784) if reshape else (len(pixels), 28, 28, 1)
        # As `images / 255.0` gives them, so that rows of Keras' arrays are recognised.
        scaled = (pixels.reshape(shape) / 255.0).astype(np.float32)
        return Dataset(scaled, np.eye(N_CLASSES)[digits] if one_hot else digits, seed)

    return Datasets(
        train=dataset(images[cut:], labels[cut:]),
        validation=dataset(images[:cut], labels[:cut]),
        test=dataset(test_images, test_labels),
        source=_source(found, images),
    )


def read_pixels(fallback: str | None = None) -> tuple[tuple[Pixels, ...], tuple[Pixels, ...], str]:
    """Return training and test set as Keras has them, and where they came from.

    Each is uint8 images [n, 28, 28] and labels [n]. The validation images are left out, so that
    the training set is that of `read_data_sets`. Raises DataFault.
    """
    found = find_files(fallback, os.environ.get("MNIST_DIR"))
    images, labels, test_images, test_labels = read_arrays(found)
    cut = _validation_size(found)
    training = images[cut:], labels[cut:]
    return training, (test_images, test_labels), _source(found, images)


def _validation_size(found: Path) -> int:
    return _EMBEDDED_VALIDATION if found == EMBEDDED else _FULL_VALIDATION


def _source(found: Path, images: Pixels) -> str:
    if found == EMBEDDED:
        return "the shipped subset of MNIST"
    return f"{'MNIST in full' if is_full(images) else 'a part of MNIST'}, from {found}"
