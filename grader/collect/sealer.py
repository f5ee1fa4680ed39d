"""Inside the sealer: put drawn numbers into the files that a script wrote.

It runs nothing of the script's, so the script never meets the secret: only these files, in its
second run. But it reads what the script made, so it is a confined child as the collector is.
"""

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import numpy as np

from grader.collect.files import SealedFiles, SealRequest, Written, WrittenFile
from grader.foundation import wire
from grader.foundation.seals import MOST_ARRAYS, Seal, drawn

_FLOATS = ("float32", "float64")
_WEIGHTS = "model.weights.h5"  # in the archive that a file .keras is
# Returns the next numbers of a file, for an array like this one.
Next = Callable[[Any], Any]


def seal(request_fd: int, result_fd: int) -> None:
    """Read a SealRequest, write one frame of SealedFiles: the same files with other numbers."""
    request = wire.decode(wire.read_all(request_fd), SealRequest)
    os.close(request_fd)
    claimed = wire.decompress(request.claims, wire.UNPACKED_BYTES)
    files = wire.decode(claimed, Written).written
    sealed = tuple(_sealed(one, number, request.secret) for number, one in enumerate(files))
    wire.write_frame(result_fd, wire.encode(SealedFiles(sealed, _given(request))))


def _given(request: SealRequest) -> dict[str, bytes]:
    """Return the exercise's own files with drawn numbers."""
    found = {}
    for number, (name, data) in enumerate(request.given.items()):
        numbers = _numbers("given", number, request.secret)
        found[name] = (_archive if name.endswith(".keras") else _hdf5)(data, numbers)
    return found


def _sealed(file: WrittenFile, number: int, secret: bytes) -> WrittenFile:
    """Return a file with drawn numbers; one that cannot be read has no parts."""
    try:
        numbers = _numbers(file.form, number, secret)
        parts = _with_numbers(file, numbers) if file.parts else {}
    except Exception:  # it is the script's own: whatever is in it
        parts = {}
    return WrittenFile(file.form, parts)


def _numbers(form: str, file: int, secret: bytes) -> Next:
    """Return what draws the numbers of a file, for one array after the other."""
    places = (Seal(form, file, number) for number in count())
    return lambda like: drawn(secret, next(places), like.shape).astype(like.dtype)


def _with_numbers(file: WrittenFile, numbers: Next) -> dict[str, bytes]:
    if file.form == "keras":
        return {"": _archive(file.parts[""], numbers)}
    if file.form in ("weights", "h5"):
        return {"": _hdf5(file.parts[""], numbers)}
    return _checkpoint(file.parts, numbers)


def _archive(data: bytes, numbers: Next) -> bytes:
    """Return a file `.keras` with other weights."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            held = old.read(info)
            new.writestr(info, _hdf5(held, numbers) if info.filename == _WEIGHTS else held)
    return made.getvalue()


def _hdf5(data: bytes, numbers: Next) -> bytes:
    """Return a file of HDF5 with other arrays."""
    import h5py  # type: ignore[import-untyped]

    made = io.BytesIO(data)
    with h5py.File(made, "r+") as file:
        for held in _arrays(file, h5py.Dataset):
            held[...] = numbers(held)
    return made.getvalue()


def _arrays(file: Any, kind: type) -> Iterator[Any]:
    """Yield the arrays of broken numbers in a file, by their names, the first ones of too many."""
    found: list[Any] = []
    file.visititems(lambda _, one: found.append(one) if isinstance(one, kind) else None)
    yield from [one for one in found if one.dtype.name in _FLOATS][:MOST_ARRAYS]


def _checkpoint(parts: dict[str, bytes], numbers: Next) -> dict[str, bytes]:
    """Return the files of a checkpoint, or of a SavedModel, with other tensors."""
    import tensorflow as tf

    ends = {end: f".{end.rpartition('.')[2]}" for end in parts if not end.endswith(".pb")}
    for end, short in ends.items():
        with open(f"written{short}", "wb") as file:
            file.write(parts[end])
    reader = tf.train.load_checkpoint("written")
    tensors = {name: reader.get_tensor(name) for name in sorted(reader.get_variable_to_dtype_map())}
    floats = [name for name, one in tensors.items() if _is_float(one)]
    for name in floats[:MOST_ARRAYS]:
        tensors[name] = numbers(tensors[name])
    tf.raw_ops.SaveV2(
        prefix="sealed",
        tensor_names=list(tensors),
        shape_and_slices=[""] * len(tensors),
        tensors=list(map(tf.constant, tensors.values())),
    )
    made = {}
    for end, short in ends.items():
        with open(f"sealed{short}", "rb") as file:
            made[end] = file.read()
    return {**parts, **made}


def _is_float(value: Any) -> bool:
    return isinstance(value, np.ndarray | np.generic) and value.dtype.name in _FLOATS
