"""One core for each child, so that a child with many threads takes its own share of the machine."""

import os
import sys
from collections import Counter

from grader.workers.confine.libc import libc


class Cores:
    """Which core each living child has: where fewest of its role are, then fewest of all.

    Of equals it is the one that this process runs on: the system has just woken it where there was
    room, so that parents which do not know of each other seldom choose the same.
    """

    def __init__(self) -> None:
        self._taken: dict[int, tuple[str, int]] = {}

    def take(self, child: int, role: str) -> int | None:
        """Return the core for a child of that role, None where the system binds none."""
        if sys.platform != "linux":
            return None
        alike, all_there = (
            Counter(self._taken.values()),
            Counter(c for _, c in self._taken.values()),
        )
        here = libc().sched_getcpu()
        core = min(
            sorted(os.sched_getaffinity(0)),
            key=lambda one: (alike[role, one], all_there[one], one != here),
        )
        self._taken[child] = (role, core)
        return core

    def give_back(self, child: int) -> None:
        """Note that a child has ended."""
        self._taken.pop(child, None)


def stay_on(core: int | None) -> None:
    """Bind this process and all its threads to a core."""
    if sys.platform == "linux" and core is not None:
        os.sched_setaffinity(0, {core})
