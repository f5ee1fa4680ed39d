"""Files in a folder that somebody else filled: no link is followed, wherever it points.

Each step of the way down is opened on its own, so that what was looked at is what is read.
"""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO


class NotPlain(Exception):
    """A link on the way, or no regular file at its end; the message says which, in words."""


def open_plain(root: Path, *parts: str) -> BinaryIO:
    """Open the regular file `parts` below `root` to read it.

    `root` itself is trusted; what lies below it is not. Raises NotPlain or OSError.
    """
    if sys.platform == "win32":  # which opens no folders
        return _checked(root, parts).open("rb")
    folder = open_folder(root, *parts[:-1])
    try:
        descriptor = _opened(folder, parts[-1], os.O_NONBLOCK)  # a pipe would wait for its writer
    finally:
        os.close(folder)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotPlain(f"{parts[-1]} is not a regular file")
    return os.fdopen(descriptor, "rb")


def open_folder(root: Path, *parts: str) -> int:
    """Return a descriptor of the folder `parts` below `root`. Raises NotPlain or OSError."""
    if sys.platform == "win32":
        raise NotImplementedError
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for part in parts:
        try:
            below = _opened(folder, part, os.O_DIRECTORY)
        finally:
            os.close(folder)
        folder = below
    return folder


def entries(root: Path, *parts: str) -> Iterator[os.DirEntry[str]]:
    """Yield what lies in the folder `parts` below `root`. Raises NotPlain or OSError."""
    if sys.platform == "win32":
        with os.scandir(_checked(root, parts)) as found:
            yield from found
        return
    folder = open_folder(root, *parts)
    try:
        with os.scandir(folder) as inside:
            yield from inside
    finally:
        os.close(folder)


def _checked(root: Path, parts: Sequence[str]) -> Path:
    """Return the path `parts` below `root`, looked at step by step. Raises NotPlain or OSError."""
    place = root
    for name in parts:
        _name(name)
        place /= name
        if place.is_symlink():
            raise NotPlain(f"{name} is a link, not a file")
    if parts and not (place.is_file() or place.is_dir()):
        place.stat()
        raise NotPlain(f"{parts[-1]} is not a regular file")
    return place


def _name(name: str) -> None:
    if name in ("", ".", "..") or "/" in name or os.sep in name:
        raise NotPlain(f"{name!r} is not the name of a file")


def is_link(folder: int, name: str) -> bool:
    """Say whether `name` in an open folder is a link; what it points to does not matter."""
    return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)


def links_between(root: Path, path: Path) -> bool:
    """Say whether a part of `path` below `root` is a link, the last one included."""
    place = root
    for part in path.relative_to(root).parts:
        place /= part
        if place.is_symlink():
            return True
    return False


def _opened(folder: int, name: str, flags: int) -> int:
    _name(name)
    if sys.platform == "win32":
        raise NotImplementedError
    step = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        return os.open(name, step | flags, dir_fd=folder)
    except OSError:
        if is_link(folder, name):
            raise NotPlain(f"{name} is a link, not a file") from None
        raise
