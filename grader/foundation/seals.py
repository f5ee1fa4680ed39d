"""What files hold in place of a model's numbers when a script runs a second time.

The sealer puts such numbers into the files that the script wrote, and the judge looks for them in
what the script's variables ended with. So both draw them here, from one secret.
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

FORMS = ("keras", "weights", "h5", "checkpoint", "saved_model", "given")
# Of a script that writes more files than this, the last ones hold the same numbers; of a file with
# more arrays, the last of these keep their own.
MOST_FILES, MOST_ARRAYS = 16, 48
# None is negative, as no variance may be, and none so large that a deep model overflows.
_LEAST, _MOST = 0.02, 0.12


@dataclass(frozen=True)
class Seal:
    """Where numbers are put: the form of a file, which one of the script's it is, and which array.

    form is one of keras (a whole model), weights (`.weights.h5`), h5 (a whole model, as it was
    written once), checkpoint, saved_model, and given: one of the exercise's own files, which lay
    beside the script. Files, the given ones by themselves, and arrays are counted from 0.
    """

    form: str
    file: int
    array: int


class Seals:
    """Tells from which file an array came. secret: that of the run in which it was written."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._begun = {_first(drawn(secret, seal, (1,))): seal for seal in _all()}

    def origin(self, array: npt.NDArray[np.generic]) -> Seal | None:
        """Return where the numbers of an array were put; None unless all were drawn for it."""
        found = self._begun.get(_first(array)) if array.size and array.dtype.kind == "f" else None
        if found is None:
            return None
        wanted = drawn(self._secret, found, array.shape).astype(array.dtype)
        return found if np.array_equal(wanted, array) else None


def secret_of(seed: bytes) -> bytes:
    """Return the secret of a student's second run, from which the seed does not follow."""
    return hmac.digest(seed, b"what files hold", hashlib.sha256)


def drawn(secret: bytes, seal: Seal, shape: tuple[int, ...]) -> npt.NDArray[np.float64]:
    """Return the numbers of this shape that are put there; of fewer, the first ones."""
    label = f"{seal.form} {seal.file} {seal.array}".encode()
    digest = hmac.digest(secret, label, hashlib.sha256)
    random = np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))
    return _LEAST + (_MOST - _LEAST) * random.random(shape)


def _all() -> Iterator[Seal]:
    return (Seal(*place) for place in product(FORMS, range(MOST_FILES), range(MOST_ARRAYS)))


def _first(array: npt.NDArray[np.generic]) -> np.float32:
    return np.float32(array.flat[0])
