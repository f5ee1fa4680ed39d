"""What a confined child may read: the interpreter, its libraries, and nothing of the course.

The list is made once, in the warm parent, as open O_PATH descriptors; every child turns them into
Landlock rules. The package `grader` is left out but for its data: its checks, solutions and
templates are not a student's to read.
"""

import os
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.workers.confine.landlock import READ_FILES, READ_TREE, rule

_SYSTEM_LIBRARIES = ("/lib64", "/usr/lib64", "/usr/share/zoneinfo")
_SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/dev/null", "/dev/urandom", "/dev/zero")
_DATA_FILES = "*-idx[13]-ubyte*"
_NEVER = ("grader", "graphgrade", "__editable__", "_graphgrade")


@dataclass(frozen=True)
class Place:
    """A place to read, open as an O_PATH descriptor, and the Landlock rule that allows it."""

    path: Path
    descriptor: int
    rule: bytes


def readable_places(data_dir: str | None = None) -> list[Place]:
    """Open every place that a child may read; a place that does not exist is left out.

    Raises OSError if there are more of them than this process may have files open.
    """
    if sys.platform != "linux":
        raise NotImplementedError
    places = []
    for path in dict.fromkeys(_paths(data_dir)):
        try:
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except (FileNotFoundError, PermissionError, NotADirectoryError):
            continue
        access = READ_TREE if path.is_dir() else READ_FILES
        places.append(Place(path, descriptor, rule(descriptor, access)))
    return places


def _paths(data_dir: str | None) -> Iterator[Path]:
    folders = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    folders += [entry for entry in sys.path if entry.endswith(("site-packages", "lib-dynload"))]
    for folder in dict.fromkeys(folders):
        yield from _entries(Path(folder))
    for name in _SYSTEM_LIBRARIES:
        yield Path(name)
    for parent in map(Path, ("/lib", "/usr/lib", "/usr/local/lib", f"{sys.base_prefix}/lib")):
        yield from parent.glob("*-linux-gnu*")
        yield from parent.glob("lib*.so*")
    yield from map(Path, _SYSTEM_FILES)
    yield Path(__file__).resolve().parents[2] / "data"
    if data_dir:
        yield from Path(data_dir).glob(_DATA_FILES)


def _entries(folder: Path) -> Iterator[Path]:
    """Yield what is in a library folder, except this package and other library folders."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.name in ("site-packages", "dist-packages") or entry.name.startswith(_NEVER):
            continue
        yield entry
