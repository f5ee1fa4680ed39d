"""Where MNIST may lie on this machine, and whether what lies there is MNIST.

A place is a folder with the four IDX files, plain or gzipped, or with Keras' archive `mnist.npz`,
or such an archive itself. MNIST: Y. LeCun and C. Cortes, CC BY-SA 3.0.
"""

import hashlib
import os
import zipfile
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from grader.data.idx import DataFault, read_idx

Place = str | os.PathLike[str] | None
Bytes = npt.NDArray[np.uint8]

EMBEDDED = Path(__file__).parent / "mnist_subset"
FILES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)
ARCHIVE = "mnist.npz"
_MEMBERS = ("x_train", "y_train", "x_test", "y_test")
_CLASSES = 10
_FULL_TRAINING = 60_000
# SHA-256 of the values alone, in the order of FILES, so that it is the same in every format.
_FULL_CHECKSUMS = (
    "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
    "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
    "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
    "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
)
_EMBEDDED_CHECKSUMS = (
    "346546212d68ebef4ab9174aa7a24aff8cbb373e54ce8631acb6d940e8ce175f",
    "32fb0d54411080c7f61c3465fa87eadb3db7d38796d077eb68ff96abee792850",
    "e3cf110e4796375c16a0f39428bc3b4844244cbde451eb66fe34660fc05339e1",
    "71c3b391e71c83c5936fa6fe7994653cde8bb21cd8c60b49ab029ead38738c39",
)


def keras_cache() -> Path | None:
    """Return where Keras keeps the MNIST that it downloaded, None if this user has no home."""
    try:
        folder = Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser()
    except RuntimeError:
        return None
    return folder / "datasets" / ARCHIVE


def find_files(*places: Place) -> Path:
    """Return the first of `places` and of Keras' cache that holds MNIST, else the shipped subset.

    The path is a folder with all four IDX files, or an archive.
    """
    for place in (*places, keras_cache()):
        found = held(place)
        if found is not None:
            return found
    return EMBEDDED


def held(place: Place) -> Path | None:
    """Return what a place holds: the folder of the IDX files, the archive, or None."""
    if place is None or not os.fspath(place):
        return None
    path = Path(place)
    if path.absolute() == EMBEDDED.absolute():
        return EMBEDDED
    if path.suffix == ".npz":
        return path if _is_file(path) else None
    if all(_locate(path, name) for name in FILES):
        return path
    return path / ARCHIVE if _is_file(path / ARCHIVE) else None


def read_arrays(found: Path) -> tuple[Bytes, Bytes, Bytes, Bytes]:
    """Return training images and labels, test images and labels, all uint8, images [n, 28, 28].

    Raises DataFault for what is missing, damaged or not MNIST.
    """
    if found.suffix == ".npz":
        arrays, paths = _read_archive(found), [found] * 4
    else:
        paths = [_located(found, name) for name in FILES]
        arrays = [read_idx(path) for path in paths]
    for first in (0, 2):
        _check_shapes(arrays[first], arrays[first + 1], paths[first], paths[first + 1])
    if found == EMBEDDED or is_full(arrays[0]):
        wanted = _EMBEDDED_CHECKSUMS if found == EMBEDDED else _FULL_CHECKSUMS
        for array, path, name, checksum in zip(arrays, paths, FILES, wanted, strict=True):
            if hashlib.sha256(array.tobytes()).hexdigest() != checksum:
                raise DataFault(path, f"{name} does not hold MNIST, or is damaged (its SHA-256)")
    return arrays[0], arrays[1], arrays[2], arrays[3]


def is_full(images: Bytes) -> bool:
    """Say whether there are as many training images as MNIST has: they are checked then."""
    return len(images) == _FULL_TRAINING


def _check_shapes(images: Bytes, labels: Bytes, image_path: Path, label_path: Path) -> None:
    if images.ndim != 3 or images.shape[1:] != (28, 28):
        raise DataFault(image_path, f"images of shape {list(images.shape)}, not [n, 28, 28]")
    if labels.shape != (len(images),):
        raise DataFault(label_path, f"{labels.size:,} labels for {len(images):,} images")
    if not labels.size or labels.max() >= _CLASSES:
        raise DataFault(label_path, "labels that are no digits, or none at all")


def _read_archive(path: Path) -> list[Bytes]:
    """Return the four arrays of an archive as Keras writes it."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays = [archive[name] for name in _MEMBERS]
    except KeyError as error:
        raise DataFault(path, f"the archive lacks {error.args[0]}") from error
    except (OSError, TypeError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise DataFault(path, f"the archive is damaged or cut off ({error})") from error
    for name, array in zip(_MEMBERS, arrays, strict=True):
        if array.dtype != np.uint8:
            raise DataFault(path, f"{name} has dtype {array.dtype}, not uint8")
    return arrays


def _located(folder: Path, name: str) -> Path:
    path = _locate(folder, name)
    if path is None:
        raise DataFault(folder / name, "the file is missing")
    return path


def _locate(folder: Path, name: str) -> Path | None:
    for candidate in (folder / f"{name}.gz", folder / name):
        if _is_file(candidate):
            return candidate
    return None


def _is_file(path: Path) -> bool:
    """Say whether a file is there to read; one that this user may not read is as good as none."""
    try:
        return path.is_file() and os.access(path, os.R_OK)
    except OSError:
        return False
