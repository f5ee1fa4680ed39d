"""The descriptors of a warm parent and of its children: how many, which stay, and where."""

import os
import sys

_MOST = 4096


def allow_many() -> None:
    """Let this process have as many files open as it may: one for each place that is readable."""
    if sys.platform != "linux":
        raise NotImplementedError
    import resource

    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    most = _MOST if hard == resource.RLIM_INFINITY else min(_MOST, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def close_all_but(kept: set[int]) -> None:
    """Close every descriptor above 2 that is not in `kept`."""
    lowest = 3
    for descriptor in sorted(kept):
        os.closerange(lowest, descriptor)
        lowest = descriptor + 1
    os.closerange(lowest, _MOST)


def lowered(descriptor: int) -> int:
    """Move a descriptor to the lowest number that is free, below a child's limit of open files."""
    low = os.dup(descriptor)
    os.close(descriptor)
    return low
