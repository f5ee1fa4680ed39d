"""The machine and the versions that figures belong to; nothing that names the machine itself."""

import os
import platform
from importlib import metadata
from pathlib import Path

from grader import __version__
from scripts.bench.page import Section, Table

_DISTRIBUTIONS = ("tensorflow", "numpy", "pytest", "distributed")


def describe() -> Section:
    """Return the section that says where and with what the figures were made."""
    rows = [
        ("processor", _processor()),
        ("cores", str(cores())),
        ("memory", f"{_memory_gib():.1f} GiB"),
        ("system", f"{platform.system()} {platform.release()} {platform.machine()}"),
        ("graphgrade", __version__),
        ("Python", platform.python_version()),
        *((name, _version(name)) for name in _DISTRIBUTIONS),
    ]
    how = "All figures of this page are from one run on one machine."
    return Section("Machine and versions", how, (Table(("", ""), tuple(rows)),))


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "not installed"
