"""Make the shipped MNIST subset from the four original IDX files.

    python scripts/make_mnist_subset.py FOLDER_WITH_THE_FOUR_FILES

Writes grader/data/mnist_subset: 100 validation and 500 training images of each digit from the
training files, 100 test images of each digit from the test files, in a fixed shuffled order.
"""

import gzip
import struct
import sys
from pathlib import Path

import numpy as np

from grader.data.idx import read_idx
from grader.data.mnist import EMBEDDED, FILES

PER_DIGIT = {"train": 600, "t10k": 100}


def balanced(labels: np.ndarray, per_digit: int, rng: np.random.Generator) -> np.ndarray:
    """Return row numbers, `per_digit` of each digit, so that every block of 10 has each once."""
    picked = [rng.permutation(np.flatnonzero(labels == digit))[:per_digit] for digit in range(10)]
    return np.concatenate([rng.permutation(block) for block in np.array(picked).T])


def write_idx(path: Path, array: np.ndarray) -> None:
    """Write uint8 `array` as a gzipped IDX file that is the same on every run."""
    header = b"\0\0\x08" + bytes([array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
    path.write_bytes(gzip.compress(header + array.tobytes(), 9, mtime=0))


def main() -> None:
    source = Path(sys.argv[1])
    EMBEDDED.mkdir(exist_ok=True)
    rng = np.random.default_rng(1998)
    for images_name, labels_name in (FILES[:2], FILES[2:]):
        images = read_idx(source / f"{images_name}.gz")
        labels = read_idx(source / f"{labels_name}.gz")
        rows = balanced(labels, PER_DIGIT[images_name.split("-")[0]], rng)
        write_idx(EMBEDDED / f"{images_name}.gz", images[rows])
        write_idx(EMBEDDED / f"{labels_name}.gz", labels[rows])
    for path in sorted(EMBEDDED.iterdir()):
        print(f"{path.stat().st_size:>9,} {path.name}")


if __name__ == "__main__":
    main()
