"""What crosses a process: bounded frames of msgpack, strictly typed, never pickle.

A frame is an 8-byte little-endian length and that many bytes. Arrays travel as their raw
C-order bytes beside dtype and shape. Everything read here may come from hostile code: a wrong
length, type, dtype or size raises `WireError` and nothing else.
"""

import io
import os
import struct
import zlib
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from grader.foundation.elements import holds_more

T = TypeVar("T")

_INTEGERS = (f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64))
DTYPES = frozenset(("bool", *_INTEGERS, "float16", "float32", "float64"))
_HEADER = struct.Struct("<Q")
_SMALL = 1 << 12
# The one bound of what a collector's compressed claims may be, for all that unpack them.
UNPACKED_BYTES = 48 << 20
UNPACKED_ELEMENTS = 4_000_000
_PLAIN_BYTES = 6 << 20

_decoders: dict[Any, msgspec.msgpack.Decoder[Any]] = {}


class WireError(ValueError):
    """The bytes are not a frame of the expected shape."""


class Array(msgspec.Struct, frozen=True):
    """A NumPy array on the wire: dtype name, shape, raw C-order little-endian bytes."""

    dtype: str
    shape: tuple[int, ...]
    data: bytes


@lru_cache(256)
def name_of(dtype: np.dtype[Any]) -> str:
    """Return NumPy's name of a dtype, which NumPy takes 5 µs to put together."""
    return dtype.name


def pack(array: npt.ArrayLike) -> Array:
    """Return `array` as an `Array`; raise WireError for a dtype that does not travel."""
    value = np.asarray(array)
    name = name_of(value.dtype)
    if name not in DTYPES:
        raise WireError(f"arrays of dtype {value.dtype} do not travel between processes")
    native = np.ascontiguousarray(value, value.dtype.newbyteorder("<"))
    return Array(name, value.shape, native.tobytes())


def unpack(array: Array) -> npt.NDArray[np.generic]:
    """Return the NumPy array (a read-only view) of an `Array`; raise WireError if it lies."""
    if array.dtype not in DTYPES:
        raise WireError(f"dtype {array.dtype!r} is not accepted")
    dtype = np.dtype(array.dtype).newbyteorder("<")
    count = 1
    for side in array.shape:
        if side < 0:
            raise WireError("a negative dimension")
        count *= side
    if count * dtype.itemsize != len(array.data):
        raise WireError("an array whose bytes do not match its shape")
    try:
        return np.frombuffer(array.data, dtype).reshape(array.shape)
    except ValueError as error:  # too many sides, or empty with sides that no array may have
        raise WireError(f"a shape that no array has: {error}") from error


def encode(message: msgspec.Struct) -> bytes:
    """Return a message as msgpack."""
    return msgspec.msgpack.encode(message)


def expect(*kinds: Any) -> None:
    """Make what decodes messages of these types: up to 1 ms for each, once in a process."""
    for kind in kinds:
        if kind not in _decoders:
            _decoders[kind] = msgspec.msgpack.Decoder(kind)


def decode(payload: bytes | bytearray, kind: type[T]) -> T:
    """Return the message of type `kind` in `payload`, or raise WireError."""
    expect(kind)
    try:
        found: T = _decoders[kind].decode(payload)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise WireError(f"not a {getattr(kind, '__name__', kind)}: {error}") from error
    return found


def compress(payload: bytes) -> bytes:
    """Return `payload` in zlib's format, and deflated only if it would be too large otherwise.

    Weights hardly get smaller: deflating 4 MB takes 90 ms of a collector, and 20 of each reader.
    """
    return zlib.compress(payload, 1 if len(payload) > _PLAIN_BYTES else 0)


def decompress(payload: bytes, limit: int) -> bytes:
    """Return inflated bytes, or raise WireError past `limit` bytes or for damaged input."""
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(payload, limit)
    except zlib.error as error:
        raise WireError(f"damaged compressed data: {error}") from error
    if not inflater.eof:
        raise WireError(f"compressed data is cut off or larger than {limit} bytes")
    return data


def unpacked(payload: bytes, kind: type[T]) -> T:
    """Return the message of type `kind` in compressed bytes; raise WireError past the bounds.

    Bytes are bounded as they are inflated, elements before any is made.
    """
    data = decompress(payload, UNPACKED_BYTES)
    if holds_more(data, UNPACKED_ELEMENTS):
        raise WireError(f"more than {UNPACKED_ELEMENTS:,} elements")
    return decode(data, kind)


def frame(payload: bytes) -> bytes:
    """Return `payload` with its length before it."""
    return _HEADER.pack(len(payload)) + payload


def unframe(data: bytes) -> bytes:
    """Return the payload of exactly one whole frame, or raise WireError."""
    if len(data) < _HEADER.size:
        raise WireError("no result frame")
    (length,) = _HEADER.unpack_from(data)
    if length != len(data) - _HEADER.size:
        raise WireError(f"a frame of {length} bytes holds {len(data) - _HEADER.size}")
    return data[_HEADER.size :]


def write_frame(fd: int, payload: bytes) -> None:
    """Write one frame to a blocking descriptor."""
    header = _HEADER.pack(len(payload))
    if len(payload) < _SMALL:
        write_all(fd, header + payload)
    else:  # without a copy
        write_all(fd, header)
        write_all(fd, payload)


def write_all(fd: int, data: bytes) -> None:
    """Write all of `data` to a blocking descriptor."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def read_frame(fd: int, limit: int) -> bytearray | None:
    """Read one frame of at most `limit` bytes from a blocking descriptor; None at its end."""
    header = _read_exactly(fd, _HEADER.size)
    if header is None:
        return None
    (length,) = _HEADER.unpack(header)
    if length > limit:
        raise WireError(f"a frame of {length} bytes; {limit} are allowed")
    payload = _read_exactly(fd, length)
    if payload is None:
        raise WireError("a frame was cut off")
    return payload


def read_all(fd: int) -> bytes:
    """Read a blocking descriptor to its end."""
    chunks = []
    while chunk := os.read(fd, 1 << 20):
        chunks.append(chunk)
    return b"".join(chunks)


def _read_exactly(fd: int, count: int) -> bytearray | None:
    buffer = bytearray(count)  # its pages are not there before something is written to them
    view, at = memoryview(buffer), 0
    with io.FileIO(fd, closefd=False) as file:
        while at < count:
            taken = file.readinto(view[at:])
            if not taken:
                if at:
                    raise WireError("a frame was cut off")
                return None
            at += taken
    return buffer
