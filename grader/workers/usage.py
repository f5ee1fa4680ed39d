"""What is looked at, a few times a second, from outside a running child."""

import os
import tempfile
from pathlib import Path
from typing import Literal

from grader.foundation.limits import Limits
from grader.workers.scratch import MAX_DEPTH, Usage, free_bytes, measure, size_bytes

INTERVAL_S = 0.2
# Left free on the disk, for all else that needs it; half of what there was, if that is less.
FLOOR_BYTES = 512 << 20

_WANTING = {b"R", b"D"}
_STOPPED = {b"T", b"t"}

Breach = Literal["disk", "full", "thread"]


class Watch:
    """The scratch folder of one child, the disk below it, and the child's threads.

    wanted_s: for about how long a thread of the child ran, or waited for a processor or a disk;
    stopped_s: for how long one was stopped. The rest of its time all of them slept.
    """

    def __init__(self, scratch: Path, limits: Limits) -> None:
        self._scratch = scratch
        self._limits = limits
        self._disk = scratch.parent  # the script may remove its folder where it is not confined
        self._free = free_bytes(self._disk)
        self._floor = min(FLOOR_BYTES, self._free // 2)
        self.wanted_s = self.stopped_s = 0.0
        self.ran_out = ""  # how much of the disk was left, once it was less than the floor

    def look(self, pid: int) -> tuple[Breach, str] | None:
        """Return the limit that the child `pid` has passed and a sentence about it, or None."""
        count = threads(pid)
        found = states(pid)
        if found & _WANTING:
            self.wanted_s += INTERVAL_S
        elif found & _STOPPED:
            self.stopped_s += INTERVAL_S
        if count > self._limits.threads:
            return "thread", f"started {count:,} threads; {self._limits.threads:,} are allowed"
        used = measure(self._scratch, self._limits.files)
        excess = self._excess(used)
        if excess:
            return "disk", excess
        free = self._look_at_disk()
        if free >= self._floor:
            return None
        if used.size > (self._free - free) // 2:
            return (
                "disk",
                f"wrote {used.size >> 20:,} MiB, and the disk has {free >> 20:,} MiB left",
            )
        return "full", self.ran_out

    def left(self) -> str:
        """Return a sentence about what a child that has ended left behind, if it is too much."""
        self._look_at_disk()
        return self._excess(measure(self._scratch, self._limits.files))

    def _look_at_disk(self) -> int:
        free = free_bytes(self._disk)
        if free < self._floor:
            self.ran_out = f"the disk has {free >> 20:,} MiB left"
        return free

    def _excess(self, used: Usage) -> str:
        limits = self._limits
        if used.files > limits.files:
            return f"made more than the {limits.files:,} files that are allowed"
        if used.size > limits.disk_mb << 20:
            return f"wrote {used.size >> 20:,} MiB of files; {limits.disk_mb:,} MiB are allowed"
        if used.depth > MAX_DEPTH:
            return f"made folders in folders, more than {MAX_DEPTH} deep"
        return ""


def shortage() -> str:
    """Return a sentence about the disk of the scratch folders if it has no room, else ""."""
    disk = Path(tempfile.gettempdir())
    free, needed = free_bytes(disk), min(FLOOR_BYTES, size_bytes(disk) // 8)
    if free >= needed:
        return ""
    return f"the disk of {disk} has {free >> 20:,} MiB left, and {needed >> 20:,} MiB are needed"


def threads(pid: int) -> int:
    """Return how many threads a process has, 0 where the system does not tell."""
    try:
        with open(f"/proc/{pid}/status", "rb") as status:
            for line in status:
                if line.startswith(b"Threads:"):
                    return int(line.split()[1])
    except OSError:  # it has ended, or this is no Linux
        pass
    return 0


def states(pid: int) -> set[bytes]:
    """Return the letters of the states that a process's threads are in, as `ps` shows them.

    Nothing where the system does not tell.
    """
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return set()
    return {_state(pid, task) for task in tasks}


def waited_s(pid: int) -> float:
    """Return for how long a process could have run and no processor was free for it.

    That of the thread which waited longest: who has many of them wait for each other gains nothing.
    0 where the system does not tell. Linux: Documentation/scheduler/sched-stats.rst.
    """
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return 0.0
    return max((_waited_ns(pid, task) for task in tasks), default=0) / 1e9


def _waited_ns(pid: int, task: str) -> int:
    """Return for how long a thread waited for a processor, 0 if it has ended."""
    try:
        with open(f"/proc/{pid}/task/{task}/schedstat", "rb") as numbers:
            return int(numbers.read(512).split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def _state(pid: int, task: str) -> bytes:
    """Return the letter of a thread's state, b"" if it has ended."""
    try:
        with open(f"/proc/{pid}/task/{task}/stat", "rb") as status:
            return status.read(512).rpartition(b") ")[2][:1]
    except OSError:
        return b""
