"""Shutting a child off: prepared once in the warm parent, enforced in each child."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from grader.confine import landlock, process, seccomp
from grader.confine.limits import Limits, apply_limits
from grader.confine.places import Place, readable_places
from grader.confine.tiers import Tier

# Read by TensorFlow and by `apply_limits`, each process its own.
_OWN_PROC_FILES = ("/proc/self/cmdline", "/proc/self/statm", "/proc/self/status")
_PROC_FILES = ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat")
_NULL = "/dev/null"


@dataclass(frozen=True)
class Confinement:
    """A tier, and what a child of it may read. Made in the parent, before any fork."""

    tier: Tier
    places: tuple[Place, ...]
    uid: int

    @classmethod
    def prepare(cls, tier: Tier, data_dir: str | None = None) -> "Confinement":
        """Open the readable places; choose the user that a root parent's children become."""
        strong = tier == "strong"
        places = tuple(readable_places(data_dir)) if strong else ()
        return cls(tier, places, child_uid())

    def release(self) -> None:
        """Close what `prepare` opened."""
        for place in self.places:
            os.close(place.descriptor)

    def enforce(self, limits: Limits, scratch: Path | None, parent: int) -> None:
        """Shut this process off, for good. Whatever fails raises, and the child ends."""
        ruleset = self._rules(scratch) if self.tier == "strong" else None
        apply_limits(limits)
        process.die_with_parent(parent)
        if self.tier == "none":
            return
        process.drop_root(self.uid)
        process.gain_nothing()
        process.die_with_parent(parent)  # again: a change of user had cleared it
        if ruleset is not None:
            ruleset.enforce()
            seccomp.enforce()

    def _rules(self, scratch: Path | None) -> landlock.Ruleset:
        ruleset = landlock.Ruleset()
        for place in self.places:
            ruleset.allow_opened(place.descriptor, place.access)
            os.close(place.descriptor)
        ruleset.allow(map(Path, _PROC_FILES), landlock.READ_FILES)
        for name in _OWN_PROC_FILES:
            # Left open: the rule lasts as long as the kernel keeps this inode.
            ruleset.allow_opened(os.open(name, os.O_PATH), landlock.READ_FILES)
        ruleset.allow([Path(_NULL)], landlock.READ_FILES | landlock.WRITE_FILES)
        if scratch is not None:
            ruleset.allow([scratch], landlock.WRITE_TREE)
        return ruleset


def child_uid() -> int:
    """Return the user that children of root become: nobody, or root itself without capabilities.

    The latter where nobody could not read the interpreter (it lies below a private folder).
    """
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return 0
    for start in {sys.prefix, sys.base_prefix, __file__}:
        for folder in [Path(start), *Path(start).resolve().parents]:
            if not folder.stat().st_mode & 0o005:
                return 0
    return process.NOBODY
