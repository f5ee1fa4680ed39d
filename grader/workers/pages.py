"""The warm parent's memory in huge pages, so that a fork copies hundreds of entries, not 45,000."""

import ctypes
from pathlib import Path

from grader.workers.confine.libc import libc

_HUGE = 2 << 20
_MADV_COLLAPSE = 25  # Linux 6.1; before that the call fails, and pages stay as they are


def gather() -> None:
    """Join this process's small pages of private memory into huge ones where the kernel can."""
    madvise = libc().madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    for start, end in _private_memory():
        for at in range(-(-start // _HUGE) * _HUGE, end - _HUGE + 1, _HUGE):
            madvise(at, _HUGE, _MADV_COLLAPSE)


def _private_memory() -> list[tuple[int, int]]:
    """Return where memory of no file is mapped for writing."""
    found = []
    for line in (
        Path("/proc/self/maps").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    ):
        places, mode, _, _, _, *name = line.split(maxsplit=5)
        if mode == "rw-p" and name in ([], ["[heap]"]):
            start, _, end = places.partition("-")
            found.append((int(start, 16), int(end, 16)))
    return found
