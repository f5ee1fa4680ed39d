"""What the kernel is told about a child: no privileges, no tracing, an end with its parent.

Thin calls of prctl(2), capset(2) and the set*id family, for a process that was just forked.
"""

import os
import signal
import struct
import sys

from grader.workers.confine.libc import last_error, libc

_SET_PDEATHSIG, _SET_DUMPABLE, _SET_CHILD_SUBREAPER, _SET_NO_NEW_PRIVS = 1, 4, 36, 38
_GET_NO_NEW_PRIVS, _CAPSET_VERSION_3 = 39, 0x20080522
NOBODY = 65534


def die_with_parent(parent: int, by: str = "SIGKILL") -> None:
    """Send this process the signal named `by` when its parent ends; at once if it has already."""
    number = signal.Signals[by]
    _prctl(_SET_PDEATHSIG, number)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def adopt_orphans() -> None:
    """Become the parent of all descendants whose own parent ends."""
    _prctl(_SET_CHILD_SUBREAPER, 1)


def gain_nothing() -> None:
    """Give up gaining privileges by exec, and being traced or dumped."""
    _prctl(_SET_NO_NEW_PRIVS, 1)
    _prctl(_SET_DUMPABLE, 0)


def can_gain_nothing() -> bool:
    """Say whether `gain_nothing` has been called, here or in a parent."""
    return bool(libc().prctl(_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1)


def drop_root(uid: int) -> None:
    """Become `uid` and its group for good, if this is root; give up all capabilities."""
    if sys.platform != "linux":
        return
    if uid and os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    header = struct.pack("Ii", _CAPSET_VERSION_3, 0)
    none = struct.pack("6I", 0, 0, 0, 0, 0, 0)
    if libc().capset(header, none) != 0:
        raise last_error("capset")


def _prctl(option: int, value: int) -> None:
    """Call prctl(2), which only Linux has: elsewhere there is nothing to promise."""
    if not sys.platform.startswith("linux"):
        return
    if libc().prctl(option, value, 0, 0, 0) != 0:
        raise last_error(f"prctl {option}")
