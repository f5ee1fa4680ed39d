"""What crosses a process: whatever the bytes are, the answer is a message or a WireError."""

import contextlib
import os
import struct
import threading
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.collect.claims import Checkpoint, Claims
from grader.collect.files import SealedFiles, SealRequest
from grader.collect.request import CollectRequest
from grader.execute import protocol as p
from grader.foundation import wire
from grader.foundation.elements import holds_more
from grader.judge.messages import JudgeRequest, Verdict

DTYPES = st.sampled_from(sorted(wire.DTYPES)).map(np.dtype)
ANY_BYTE_ORDER = st.one_of(
    hnp.boolean_dtypes(), hnp.integer_dtypes(), hnp.unsigned_integer_dtypes(), hnp.floating_dtypes()
).filter(lambda dtype: dtype.name in wire.DTYPES)
SHAPES = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
ARRAYS = ANY_BYTE_ORDER.flatmap(lambda dtype: hnp.arrays(dtype, SHAPES))
MESSAGES = (
    CollectRequest,
    Claims,
    SealRequest,
    SealedFiles,
    JudgeRequest,
    Verdict,
    p.Request,
    p.Answer,
)


@contextlib.contextmanager
def pipe_holding(data: bytes) -> Iterator[int]:
    """Give the read end of a pipe that holds `data` and has no writer."""
    read, write = os.pipe()
    try:
        os.write(write, data)
        os.close(write)
        yield read
    finally:
        os.close(read)


@given(ARRAYS)
def test_an_array_survives_the_journey(array: npt.NDArray[np.generic]) -> None:
    """Dtype, shape and every bit come back, whatever the byte order and layout were."""
    message = wire.decode(wire.encode(wire.pack(array)), wire.Array)
    back = wire.unpack(message)
    assert (array.dtype.name, array.shape) == (back.dtype.name, back.shape)
    np.testing.assert_array_equal(back, array)


@given(hnp.arrays(np.float32, hnp.array_shapes(min_dims=2, max_dims=3)))
def test_a_transposed_array_is_sent_in_c_order(array: npt.NDArray[np.float32]) -> None:
    """A view without contiguous memory arrives as what it shows."""
    np.testing.assert_array_equal(wire.unpack(wire.pack(array.T)), array.T)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(np.array(["text"]), id="text"),
        pytest.param(np.array([object()], dtype=object), id="object"),
        pytest.param(np.array([1j]), id="complex"),
        pytest.param(np.array(["2020-01-01"], dtype="datetime64[D]"), id="date"),
        pytest.param(np.array([1.0], dtype=np.longdouble), id="long double"),
    ],
)
def test_other_dtypes_do_not_travel(value: npt.NDArray[np.generic]) -> None:
    """Text, objects and exotic numbers are refused at the sender."""
    with pytest.raises(wire.WireError, match="do not travel"):
        wire.pack(value)


@pytest.mark.parametrize(
    ("array", "reason"),
    [
        pytest.param(wire.Array("object", (1,), b"12345678"), "not accepted", id="object"),
        pytest.param(wire.Array("nonsense", (1,), b"1"), "not accepted", id="no dtype"),
        pytest.param(wire.Array(">f4", (1,), b"1234"), "not accepted", id="byte order"),
        pytest.param(wire.Array("int8", (2,), b"1"), "do not match", id="too short"),
        pytest.param(wire.Array("int8", (1,), b"12"), "do not match", id="too long"),
        pytest.param(wire.Array("int8", (-1,), b""), "negative", id="negative"),
        pytest.param(wire.Array("int8", (1,) * 65, b"1"), "shape", id="too many sides"),
        pytest.param(wire.Array("int8", (0, 1 << 62, 1 << 62), b""), "shape", id="too wide"),
        pytest.param(wire.Array("int8", (0, 1 << 63), b""), "shape", id="beyond int64"),
    ],
)
def test_an_array_that_lies_about_itself_is_refused(array: wire.Array, reason: str) -> None:
    """Dtype, shape and bytes must agree before NumPy sees them."""
    with pytest.raises(wire.WireError, match=reason):
        wire.unpack(array)


@given(
    st.builds(
        wire.Array,
        st.one_of(st.sampled_from(sorted(wire.DTYPES)), st.text(max_size=10)),
        st.lists(st.integers(-2, 1 << 64), max_size=70).map(tuple),
        st.binary(max_size=64),
    )
)
def test_unpacking_anything_gives_an_array_or_a_wire_error(array: wire.Array) -> None:
    """No claim about dtype and shape raises anything else."""
    with contextlib.suppress(wire.WireError):
        assert array.shape == wire.unpack(array).shape


@pytest.mark.parametrize("kind", MESSAGES, ids=lambda kind: getattr(kind, "__name__", "union"))
@given(payload=st.binary(max_size=200))
def test_decoding_anything_gives_a_message_or_a_wire_error(kind: type, payload: bytes) -> None:
    """Arbitrary bytes never raise anything but WireError."""
    with contextlib.suppress(wire.WireError):
        wire.decode(payload, kind)


@given(st.data())
def test_a_damaged_message_gives_a_message_or_a_wire_error(data: st.DataObject) -> None:
    """One changed byte in real claims never raises anything but WireError."""
    values = {"w": wire.pack(np.ones((2, 2), np.float32))}
    claims = Claims((), (), ("w",), (), (), (Checkpoint("model.ckpt", values),))
    payload = bytearray(wire.encode(claims))
    position = data.draw(st.integers(0, len(payload) - 1))
    payload[position] = data.draw(st.integers(0, 255))
    with contextlib.suppress(wire.WireError):
        wire.decode(bytes(payload), Claims)


def test_deep_nesting_is_a_wire_error() -> None:
    """A message of ten thousand nested lists does not exhaust the stack."""
    with pytest.raises(wire.WireError):
        wire.decode(b"\x91" * 10_000, Claims)


@given(st.binary(max_size=2000))
def test_a_frame_holds_what_was_put_in(payload: bytes) -> None:
    """frame and unframe are inverse."""
    assert payload == wire.unframe(wire.frame(payload))


@given(st.binary(max_size=40))
def test_unframing_anything_gives_bytes_or_a_wire_error(data: bytes) -> None:
    """A frame is exact: one byte more or less is an error."""
    try:
        assert data == wire.frame(wire.unframe(data))
    except wire.WireError:
        length = int.from_bytes(data[:8], "little")
        assert len(data) < 8 or length != len(data) - 8


@given(st.lists(st.binary(max_size=300), max_size=5))
def test_frames_are_read_one_by_one(payloads: list[bytes]) -> None:
    """A stream of frames ends with None."""
    with pipe_holding(b"".join(map(wire.frame, payloads))) as read:
        for payload in payloads:
            assert payload == wire.read_frame(read, 300)
        assert wire.read_frame(read, 300) is None


@given(st.binary(max_size=40))
def test_reading_anything_gives_a_frame_or_a_wire_error(data: bytes) -> None:
    """A stream of arbitrary bytes is read as a frame, as ended, or refused."""
    with pipe_holding(data) as read, contextlib.suppress(wire.WireError):
        payload = wire.read_frame(read, 1 << 20)
        assert payload is None or wire.frame(payload) == data[: len(payload) + 8]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"\1\0\0", "cut off", id="half a header"),
        pytest.param(wire.frame(b"whole")[:-1], "cut off", id="half a payload"),
        pytest.param(struct.pack("<Q", 5), "cut off", id="no payload"),
        pytest.param(struct.pack("<Q", 101), "101 bytes; 100 are allowed", id="too long"),
    ],
)
def test_a_bad_frame_is_refused(data: bytes, reason: str) -> None:
    """A cut or oversized frame is an error before memory is set aside for it."""
    with pipe_holding(data) as read, pytest.raises(wire.WireError, match=reason):
        wire.read_frame(read, 100)


def test_a_frame_is_written_whole_to_a_slow_reader() -> None:
    """A frame larger than the pipe arrives complete."""
    payload = bytes(range(256)) * 1024
    read, write = os.pipe()
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(wire.read_all(read)))
    reader.start()
    wire.write_frame(write, payload)
    os.close(write)
    reader.join()
    os.close(read)
    assert [wire.frame(payload)] == received


@given(st.binary(max_size=5000))
def test_compression_is_undone_within_its_limit(payload: bytes) -> None:
    """A payload of exactly the limit passes, one byte more does not."""
    packed = wire.compress(payload)
    assert payload == wire.decompress(packed, max(len(payload), 1))
    if len(payload) > 1:
        with pytest.raises(wire.WireError, match="larger than"):
            wire.decompress(packed, len(payload) - 1)


@given(st.binary(max_size=100))
def test_inflating_anything_gives_bytes_or_a_wire_error(data: bytes) -> None:
    """Damaged compressed data never raises anything but WireError."""
    with contextlib.suppress(wire.WireError):
        assert len(wire.decompress(data, 1000)) <= 1000


def test_a_bomb_is_not_inflated() -> None:
    """A payload that would fill the memory stops at the limit."""
    bomb = wire.compress(bytes(64 << 20))
    with pytest.raises(wire.WireError, match="larger than 1000 bytes"):
        wire.decompress(bomb, 1000)


@pytest.mark.parametrize(
    ("field", "least"),
    [("graphs", 1_000), ("snapshots", 64), ("globals_at_end", 10_000), ("checkpoints", 8)],
)
def test_a_message_of_very_many_elements_is_refused(field: str, least: int) -> None:
    """A forged claim of more than the collector ever sends is not built in memory."""
    fields = dict.fromkeys(Claims.__struct_fields__[:6], ())
    for count, right in ((least, False), (least + 1, True)):
        payload = msgspec.msgpack.encode({**fields, field: [None] * count})
        with pytest.raises(wire.WireError) as caught:
            wire.decode(payload, Claims)
        assert ("length" in str(caught.value)) is right


class _Any(msgspec.Struct):
    """A message of anything."""

    held: list[Any]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text()
        | st.binary(),
        lambda one: st.lists(one) | st.dictionaries(st.text(), one),
        max_leaves=30,
    )
)  # fmt: skip
def test_elements_are_counted_exactly(value: object) -> None:
    """A message holds as many elements as its values, containers and keys are."""

    def size(one: object) -> int:
        if isinstance(one, list):
            return 1 + sum(map(size, one))
        return 1 + sum(1 + size(each) for each in one.values()) if isinstance(one, dict) else 1

    payload = msgspec.msgpack.encode(value)
    assert not holds_more(payload, size(value))
    assert holds_more(payload, size(value) - 1)


@pytest.mark.parametrize("one", [b"\xa0", b"\x00", b"\x90", b"\x80", b"\xc0"])
def test_elements_are_bounded_before_any_is_made(
    one: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small frame of very many tiny elements costs no more than the bytes it unpacks to."""
    count = 400_000
    monkeypatch.setattr(wire, "UNPACKED_ELEMENTS", count)
    payload = b"\x81\xa4held\xdd" + struct.pack(">I", count) + one * count
    tracemalloc.start()
    try:
        with pytest.raises(wire.WireError, match="elements"):
            wire.unpacked(wire.compress(payload), _Any)
        # Inflating peaks at 4.6 times the payload, making its elements at 9.2 times.
        assert tracemalloc.get_traced_memory()[1] < 6 * len(payload)
    finally:
        tracemalloc.stop()


def test_claims_have_one_bound() -> None:
    """What docs/security.md says of unpacked claims is what is kept, here and in the judge."""
    text = (Path(__file__).parents[2] / "docs" / "security.md").read_text()
    assert f"{wire.UNPACKED_BYTES >> 20} MiB unpacked" in text
    assert f"{wire.UNPACKED_ELEMENTS:,} elements" in text
    with pytest.raises(wire.WireError, match="larger than"):
        wire.unpacked(wire.compress(bytes(wire.UNPACKED_BYTES + 1)), _Any)


def test_a_message_is_deflated_only_if_it_is_large() -> None:
    """Smaller ones keep their size, within a thousandth; both can be read."""
    small, large = bytes(1 << 20), bytes(7 << 20)
    assert len(small) < len(wire.compress(small)) < 1.001 * len(small)
    assert len(wire.compress(large)) < len(large) / 100
    for payload in (small, large):
        assert wire.decompress(wire.compress(payload), 8 << 20) == payload
