"""Ending everything that a child started, on whatever tier.

A confined child can start nothing. Where it cannot be confined, what it started may outlive it; it
then becomes a child of the warm parent, which is a subreaper, and is ended here.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Collection

_ROUNDS = 1000


def kill_group(pid: int) -> None:
    """Kill a child and the process group that it leads."""
    if sys.platform == "win32":
        raise NotImplementedError
    for kill in (os.kill, os.killpg):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def end_orphans(known: Collection[int]) -> None:
    """Kill and reap every child of this process that is not in `known`, and what they leave."""
    for _ in range(_ROUNDS):
        strays = _children() - set(known)
        if not strays:
            return
        for pid in strays:
            kill_group(pid)
        for pid in strays:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _children() -> set[int]:
    """Return the children of this process (of its one thread), none where no one can tell."""
    pid = os.getpid()
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
            return set(map(int, children.read().split()))
    except OSError:
        return set()
