"""IDX files, plain or gzipped: the format in which MNIST is distributed.

Source of the format: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
"""

import gzip
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

_UNSIGNED_BYTES = 0x08


class DataFault(ValueError):
    """A data file is missing, damaged or not what it should be: which, how, and what to do."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"{path}: {what}. Get it again, or take it away so that other data is used;"
            " `grade data` shows what there is."
        )
        self.path = path
        self.what = what


def read_idx(path: Path) -> npt.NDArray[np.uint8]:
    """Return the uint8 array in an IDX file of unsigned bytes; raise DataFault if it is damaged."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataFault(path, f"cannot be read ({error.strerror})") from error
    if raw[:2] == b"\x1f\x8b":
        try:
            raw = gzip.decompress(raw)
        except (OSError, EOFError, zlib.error) as error:
            raise DataFault(path, f"the gzip data is damaged or cut off ({error})") from error
    if len(raw) < 4 or raw[:2] != b"\0\0" or raw[2] != _UNSIGNED_BYTES:
        raise DataFault(path, "not an IDX file of unsigned bytes")
    start = 4 + 4 * raw[3]
    if len(raw) < start:
        raise DataFault(path, "the IDX header is cut off")
    shape = tuple(int(side) for side in np.frombuffer(raw[4:start], ">u4"))
    expected = int(np.prod(shape, dtype=np.int64))
    if len(raw) - start != expected:
        raise DataFault(path, f"holds {len(raw) - start} values, its header says {expected}")
    return np.frombuffer(raw, np.uint8, offset=start).reshape(shape)
