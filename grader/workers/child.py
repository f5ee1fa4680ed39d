"""A child as its supervisor sees it: its limits, what it has written, and how it ended."""

import time
from dataclasses import dataclass, field

from grader.foundation.limits import Limits
from grader.workers.roles import READY
from grader.workers.usage import INTERVAL_S, Watch, waited_s

START_UP_S = 120.0  # for imports; a child's own time begins when these are done
_MOST_TIMES = 10  # how many times its time on the clock a child has at most, however it waits


@dataclass
class Stream:
    """One pipe that a child writes. descriptor is -1 once closed.

    Of more than `limit` bytes, the first and the last half are kept: the rest is counted alone.
    `most` bytes are read at all.
    """

    name: str
    descriptor: int
    limit: int
    most: int
    data: bytearray = field(default_factory=bytearray)
    end: bytearray = field(default_factory=bytearray)
    size: int = 0

    def take(self, data: bytes) -> bool:
        """Keep what was read, or its ends; return whether there is still less than `most`."""
        self.size += len(data)
        room = self.limit - len(self.data)
        self.data += data[:room]
        if len(data) > room:
            half = self.limit // 2
            self.end += data[room:]
            del self.end[: max(0, len(self.end) - half)]
        return self.size <= self.most

    @property
    def parts(self) -> tuple[bytes, bytes, int]:
        """The beginning, the end and how many bytes were left out between them."""
        if self.size <= self.limit:
            return bytes(self.data), b"", 0
        half = self.limit // 2
        first, rest = bytes(self.data[:half]), bytes(self.data[half:] + self.end)
        last = rest[-half:] if half else b""
        return first, last, self.size - len(first) - len(last)


@dataclass(frozen=True)
class Exit:
    """How a child ended. signal is 0 unless one ended it; memory_mb is its peak.

    written_mb is what it wrote to disks, also to files that it removed again.
    """

    code: int
    signal: int
    cpu_s: float
    memory_mb: int
    written_mb: int = 0


class Child:
    """One task in a process of its own.

    breach names the limit it passed: time (on the clock), cpu, output, result, disk, full (the
    disk) or thread; finding is the sentence with the numbers, where they are not the limit's.
    """

    def __init__(
        self, identity: int, role: str, limits: Limits, watch: Watch | None = None
    ) -> None:
        self.identity = identity
        self.role = role
        self.limits = limits
        self.watch = watch
        self.pid = 0
        self.streams: list[Stream] = []
        self.to_send = memoryview(b"")
        self.request_descriptor: int | None = None
        self.started = time.monotonic()
        self.deadline = self.started + START_UP_S + limits.wall_s
        self.breach = ""
        self.finding = ""
        self.given_up = False
        self.next_look = 0.0
        self.ended = 0.0
        self.exit: Exit | None = None

    def began(self, pid: int) -> None:
        """Note that the child has what it needs: its time runs from now."""
        self.pid = pid
        self.started = time.monotonic()
        self.deadline = self.started + self.limits.wall_s
        self.next_look = self.started + INTERVAL_S

    def passed(self, now: float) -> tuple[str, str] | None:
        """Return the limit that it has passed and a sentence about it, None if it has not.

        Its folder and threads are looked at only when the time for that has come.
        """
        if now >= self.deadline and not self._postponed(now):
            return "time", ""
        if self.watch is None or not self.pid or now < self.next_look:
            return None
        self.next_look = now + INTERVAL_S
        return self.watch.look(self.pid)

    def _postponed(self, now: float) -> bool:
        """Move the deadline by the time for which no processor was free; say whether it is later.

        So a busy machine costs nobody the processor time that he may have.
        """
        if not self.pid:
            return False
        waited = min(waited_s(self.pid), now - self.started, (_MOST_TIMES - 1) * self.limits.wall_s)
        self.deadline = max(self.deadline, self.started + self.limits.wall_s + waited)
        return self.deadline > now

    def patience(self, now: float) -> float:
        """Return for how many seconds it need not be looked at."""
        looks = self.watch is not None and self.pid
        return (min(self.deadline, self.next_look) if looks else self.deadline) - now

    def output(self, name: str) -> bytes:
        """Return what has been read of the stream `name`."""
        data = b"".join(b"".join(stream.parts[:2]) for stream in self._named(name))
        return data.removeprefix(READY) if name == "stderr" else data

    def ends(self, name: str) -> tuple[bytes, bytes, int]:
        """Return beginning and end of the stream `name`, and how many bytes were left out."""
        for stream in self._named(name):
            return stream.parts
        return b"", b"", 0

    def _named(self, name: str) -> list[Stream]:
        return [stream for stream in self.streams if stream.name == name]

    @property
    def was_ready(self) -> bool:
        """Say whether the child got as far as being isolated, so that what follows is its own."""
        return any(s.name == "stderr" and s.data.startswith(READY) for s in self.streams)

    @property
    def ran_out(self) -> str:
        """A sentence about the disk if it was full while the child ran, else ""."""
        return self.watch.ran_out if self.watch else ""

    @property
    def starved(self) -> bool:
        """Say whether its time passed while it got less than half of the processor that it wanted.

        A script that sleeps wants none, and one that computes all the time gets what it wants.
        One that was stopped wanted it all the time.
        """
        if self.breach != "time" or self.exit is None or self.watch is None:
            return False
        wanted = self.watch.wanted_s + self.watch.stopped_s
        return self.exit.cpu_s < min(wanted / 2, self.limits.cpu_s)

    @property
    def was_stopped(self) -> bool:
        """Say whether it was stopped for most of its time, as a script can do to itself."""
        return self.watch is not None and self.watch.stopped_s > self.watch.wanted_s

    @property
    def seconds(self) -> float:
        """Wall time from the start to the end, or until now."""
        return round((self.ended or time.monotonic()) - self.started, 3)
