"""Resource limits of a child: processor time, memory, file size, open files, no core dump."""

import os
import sys

from grader.foundation.limits import Limits


def apply_limits(limits: Limits, mapped: int) -> None:
    """Bind this process, for good. memory_mb is counted on top of the bytes that are `mapped`."""
    if sys.platform == "win32":
        return  # there are none
    import resource

    _bind(resource.RLIMIT_CORE, 0)
    _bind(resource.RLIMIT_CPU, limits.cpu_s, limits.cpu_s + 1)
    _bind(resource.RLIMIT_FSIZE, limits.file_mb << 20)
    if mapped:
        _bind(resource.RLIMIT_AS, mapped + (limits.memory_mb << 20))
    if sys.platform == "linux":  # counted for all processes of a user: none of a child's counts
        _bind(resource.RLIMIT_SIGPENDING, 0)
    _bind(resource.RLIMIT_NOFILE, limits.open_files)  # last: there may be more than that open


def _bind(which: int, soft: int, hard: int | None = None) -> None:
    if sys.platform == "win32":
        raise NotImplementedError
    import resource

    ceiling = resource.getrlimit(which)[1]
    wanted = soft if hard is None else hard
    if ceiling != resource.RLIM_INFINITY:
        soft, wanted = min(soft, ceiling), min(wanted, ceiling)
    resource.setrlimit(which, (soft, wanted))


def mapped_bytes() -> int:
    """Return the size of the address space in use, 0 where the system does not tell."""
    if sys.platform == "win32":
        raise NotImplementedError
    try:
        with open("/proc/self/statm", "rb") as statm:
            return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except FileNotFoundError:
        return 0
