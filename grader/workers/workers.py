"""The seam between a grading and the processes that do it: forked where that is safe, else spawned.

A warm parent that has imported TensorFlow forks each child in milliseconds and shuts it off. That
is Linux's alone: Windows has no fork, and on macOS a process that has imported TensorFlow cannot
be forked safely. There each child is a process of its own that imports what it needs, and only its
time and its output are bounded.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from grader.foundation.errors import GraderFault, UsageFault
from grader.foundation.limits import Limits
from grader.workers.child import Child
from grader.workers.confine.tiers import Policy, Start, Tier


class Workers(Protocol):
    """Starts children, bounds them and waits for them; any number of threads may ask.

    fault: why it serves no more, None while it does.
    """

    fault: GraderFault | None

    @property
    def tier(self) -> Tier:
        """How far the children that run student code are shut off."""

    def warm(self) -> None:
        """Have processes ready for the next grading, and do not wait for them."""

    def ready(self) -> Tier:
        """Wait until student code can be run; return the tier. Raises GraderFault if refused."""

    def close(self) -> None:
        """End all processes."""

    def spawn(
        self,
        role: str,
        limits: Limits,
        *,
        request: bytes | None = None,
        scratch: Path | None = None,
        channels: tuple[int, ...] = (),
    ) -> Child:
        """Start a child that reads `request` and writes one result.

        The descriptors in `channels`, of files that it reads besides, are closed here.
        """

    def spawn_judge(
        self,
        request: bytes,
        judging: Limits,
        limits: Limits,
        scratch: Path,
        held: Path | None = None,
    ) -> tuple[Child, Child]:
        """Start a judge and the executor that it asks, bounded by `limits`; return both.

        held: the file of checks that the judge's warm parent may keep collected, if it forks.
        """

    def open_executor(self, limits: Limits, scratch: Path | None = None) -> tuple[Child, int, int]:
        """Start an executor; return it, where requests are written and where answers are read."""

    def wait(self, child: Child, until: Callable[[], bool] | None = None) -> None:
        """Wait until `child` has ended (or `until()` holds). Raises GraderFault."""

    def finish(self, child: Child) -> None:
        """Kill a child that is no longer needed, and wait for its end."""

    def give_up(self) -> None:
        """Kill all children; who waits for one gets a GraderFault."""


def default_start() -> Start:
    """Return the way of starting children that this system does best."""
    forks = all(hasattr(os, name) for name in ("fork", "waitid", "wait4"))
    return "fork" if sys.platform == "linux" and forks else "spawn"


GRADING = ("judge", "tensorflow")


def open_workers(policy: Policy, kinds: tuple[str, ...] = GRADING) -> Workers:
    """Start processes of these kinds in the way that the policy asks for.

    Raises UsageFault or GraderFault.
    """
    best = default_start()
    start = policy.start or best
    if start == "spawn":
        from grader.workers.spawn.supervisor import SpawnSupervisor

        return SpawnSupervisor(policy, kinds)
    if best != "fork":
        raise UsageFault(
            "processes cannot be forked safely on this system",
            "leave out `--workers fork`: each child is then a process of its own",
        )
    from grader.workers.supervisor import Supervisor

    return Supervisor(policy, kinds)
