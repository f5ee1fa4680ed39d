"""Shutting a child off: prepared once in the warm parent, enforced in each child."""

import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader.foundation.limits import Limits
from grader.workers.confine import landlock, mounts, process, seccomp
from grader.workers.confine.limits import apply_limits, mapped_bytes
from grader.workers.confine.places import Place, readable_places
from grader.workers.confine.tiers import Tier

_NULL = "/dev/null"


@dataclass(frozen=True)
class Confinement:
    """A tier, and what a child of it may read. Made in the parent, before any fork.

    apart: children have mounts of their own, see `mounts`.
    """

    tier: Tier
    places: tuple[Place, ...]
    calls: bytes
    uid: int
    apart: bool = False

    @classmethod
    def prepare(cls, tier: Tier, data_dir: str | None = None) -> "Confinement":
        """Open the readable places, assemble the filter of system calls, choose the user.

        Raises OSError where this machine has no such filter.
        """
        if tier != "strong":
            return cls(tier, (), b"", child_uid())
        if not seccomp.supported():
            raise OSError(f"no table of system calls for {platform.machine()}")
        calls = seccomp.program(platform.machine())
        places = tuple(readable_places(data_dir))
        return cls(tier, places, calls, child_uid(), mounts.possible())

    @property
    def descriptors(self) -> tuple[int, ...]:
        """The descriptors that `enforce` needs, and closes."""
        return tuple(place.descriptor for place in self.places)

    def release(self) -> None:
        """Close what `prepare` opened."""
        for place in self.places:
            os.close(place.descriptor)

    def enforce(self, limits: Limits, scratch: Path | None, parent: int) -> None:
        """Shut this process off, for good. Whatever fails raises, and the child ends."""
        mapped = mapped_bytes()
        if self.apart:
            mounts.own(scratch)
        ruleset = self._rules(scratch) if self.tier == "strong" else None
        apply_limits(limits, mapped)
        process.die_with_parent(parent)
        if self.tier == "none":
            return
        process.drop_root(self.uid)
        process.gain_nothing()
        process.die_with_parent(parent)  # again: a change of user had cleared it
        if ruleset is not None:
            ruleset.enforce()
            seccomp.enforce(self.calls)

    def _rules(self, scratch: Path | None) -> landlock.Ruleset:
        if sys.platform != "linux":
            raise NotImplementedError
        ruleset = landlock.Ruleset()
        for place in self.places:
            ruleset.add(place.rule)
        self.release()
        # Left open: the rule lasts as long as the kernel keeps this inode.
        own_name = os.open(mounts.OWN_NAME, os.O_PATH)
        ruleset.add(landlock.rule(own_name, landlock.READ_FILES))
        ruleset.allow(Path(_NULL), landlock.READ_FILES | landlock.WRITE_FILES)
        if scratch is not None:
            ruleset.allow(scratch, landlock.WRITE_TREE)
        return ruleset


def child_uid() -> int:
    """Return the user that children of root become: nobody, or root itself without capabilities.

    The latter where nobody could not read the interpreter (it lies below a private folder).
    """
    if sys.platform != "linux" or os.geteuid() != 0:
        return 0
    imported = [Path(path) for path in (os.__file__, msgspec.__file__, __file__)]
    above = {folder for path in imported for folder in (*path.parents, *path.resolve().parents)}
    return process.NOBODY if all(map(_entered_by_all, above)) else 0


def _entered_by_all(folder: Path) -> bool:
    return bool(folder.stat().st_mode & 0o001)
