"""A child as the supervisor sees it: its pipes, its deadline, how it ended."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from grader.confine import Limits
from grader.workers.forkserver import READY

if TYPE_CHECKING:
    from grader.workers.server import Server

_START_UP_S = 120.0  # for the warm parent's imports; a child's own time begins when it is forked


@dataclass
class Stream:
    """One pipe that a child writes, read up to `limit` bytes."""

    name: str
    descriptor: int
    limit: int
    data: bytearray = field(default_factory=bytearray)


@dataclass(frozen=True)
class Exit:
    """How a child ended. signal is 0 unless one ended it; memory_mb is its peak."""

    code: int
    signal: int
    cpu_s: float
    memory_mb: int


class Child:
    """A child as the supervisor sees it.

    breach names the limit that it passed: time, disk, output or result.
    """

    def __init__(
        self, identity: int, server: "Server", limits: Limits, scratch: Path | None = None
    ) -> None:
        self.scratch = scratch
        self.identity = identity
        self.server = server
        self.limits = limits
        self.streams: list[Stream] = []
        self.to_send = memoryview(b"")
        self.request_descriptor: int | None = None
        self.started = time.monotonic()
        self.deadline = self.started + _START_UP_S + limits.wall_s
        self.breach = ""
        self.ended = 0.0
        self.exit: Exit | None = None

    def output(self, name: str) -> bytes:
        """Return what has been read of the stream `name`."""
        data = b"".join(bytes(stream.data) for stream in self.streams if stream.name == name)
        return data.removeprefix(READY) if name == "stderr" else data

    @property
    def was_ready(self) -> bool:
        """Say whether the child got as far as being shut off, so that what follows is its own."""
        return any(s.name == "stderr" and s.data.startswith(READY) for s in self.streams)

    @property
    def seconds(self) -> float:
        """Wall time from the start to the end, or until now."""
        return round((self.ended or time.monotonic()) - self.started, 3)
