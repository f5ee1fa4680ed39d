"""What a script prints is written at once while it is little, and all of it in the end."""

import io
import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from grader.collect.printing import Printed

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes that do not block")


@pytest.fixture
def piped() -> Iterator[tuple[Printed, int]]:
    """Return a stream that writes into a pipe, and where that is read."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with ExitStack() as stack:
        stack.callback(os.close, reading)
        raw = stack.enter_context(io.FileIO(writing, "w"))
        plain = io.TextIOWrapper(raw, encoding="utf-8", errors="surrogateescape")
        yield Printed(plain), reading
        plain.detach()


def read(descriptor: int) -> bytes:
    """Return what has come out of the pipe."""
    try:
        return os.read(descriptor, 1 << 20)
    except BlockingIOError:
        return b""


def test_little_is_written_at_once(piped: tuple[Printed, int]) -> None:
    """What stands before a script is ended is there without a flush."""
    stream, reading = piped
    print("größer", end="", file=stream)
    assert read(reading) == "größer".encode()


def test_much_is_written_in_pieces(piped: tuple[Printed, int]) -> None:
    """After 64 KiB a line is no write of its own any more, and a flush leaves nothing behind."""
    stream, reading = piped
    found = b""
    lines = [f"line {number:05}\n" for number in range(10_000)]
    writes = 0
    for line in lines:
        print(line, end="", file=stream)
        come = read(reading)
        writes += come != b""
        found += come
    stream.flush()
    assert found + read(reading) == "".join(lines).encode()
    at_once = (64 << 10) // len(lines[0]) + 1
    assert at_once <= writes < at_once + 20


def test_a_stream_that_is_let_go_closes_nothing(piped: tuple[Printed, int]) -> None:
    """The descriptor stays open for others when nobody has the stream any more."""
    stream, reading = piped
    again = Printed(stream)
    again.close()
    print("still there", end="", file=stream)
    assert read(reading) == b"still there"
