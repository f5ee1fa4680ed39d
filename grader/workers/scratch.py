"""A child's scratch folder: made for it, measured while it runs, removed whatever is in it."""

import contextlib
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from grader.workers.confine.confinement import child_uid

# No script needs more; folders within them are not counted.
MAX_DEPTH = 12
# A name, of at most 255 bytes, may follow: the kernel takes 4,095.
_LONGEST_PATH = 3_800


@dataclass(frozen=True)
class Usage:
    """What is in a folder. size is in bytes on the disk."""

    files: int
    size: int
    depth: int


@contextlib.contextmanager
def scratch_folder(
    files: Iterable[Path] = (), changed: Mapping[str, bytes] | None = None
) -> Iterator[Path]:
    """Make a folder for one child and remove it afterwards, whatever the child left there.

    It holds copies of `files`, which are the child's own to change. changed: what some of them
    hold there, by their names.
    """
    folder = Path(tempfile.mkdtemp(prefix="grade-"))
    try:
        uid = child_uid()
        for file in files:
            copy = folder / file.name
            if changed and file.name in changed:
                copy.write_bytes(changed[file.name])
            else:
                shutil.copyfile(file, copy)
            _give(copy, uid)
        _give(folder, uid)
        yield folder
    finally:
        remove(folder)


def _give(path: Path, uid: int) -> None:
    """Make a file or folder the user's; 0 means that it stays with whom it is."""
    if sys.platform == "linux" and uid:
        os.chown(path, uid, uid)


def measure(folder: Path, most: int) -> Usage:
    """Count what is in `folder`; stop beyond `most` files and below MAX_DEPTH.

    Folders that are closed are opened for it.
    """
    files = size = deepest = 0
    waiting = [(str(folder), 1)]
    while waiting and files <= most:
        path, depth = waiting.pop()
        deepest = max(deepest, depth)
        try:
            with _scanned(path) as entries:
                for entry in entries:
                    files += 1
                    if files > most:
                        break
                    if entry.is_dir(follow_symlinks=False):
                        if depth <= MAX_DEPTH:
                            waiting.append((entry.path, depth + 1))
                    else:
                        size += _blocks(entry)
        except OSError:  # removed or renamed meanwhile
            continue
    return Usage(files, size, deepest)


def _scanned(path: str) -> AbstractContextManager[Iterator[os.DirEntry[str]]]:
    try:
        return os.scandir(path)
    except PermissionError:
        os.chmod(path, 0o700)
        return os.scandir(path)


def free_bytes(folder: Path) -> int:
    """Return the space that is left on the disk of `folder`."""
    return shutil.disk_usage(folder).free


def size_bytes(folder: Path) -> int:
    """Return the size of the disk of `folder`."""
    return shutil.disk_usage(folder).total


def remove(folder: Path) -> None:
    """Remove a folder, whatever is in it: any depth, any number, any permissions.

    What lies too deep for a path is moved to the top for the next turn, so that nothing here is
    recursive. What cannot be removed stays.
    """
    while _removed_in_reach(str(folder)):
        pass


def _removed_in_reach(top: str) -> bool:
    """Remove what paths reach below `top`; say whether deeper folders were moved to its top."""
    moved = False
    folders = [top]
    for path in folders:  # which grows meanwhile
        for below in _emptied(path):
            if len(os.fsencode(below)) <= _LONGEST_PATH:
                folders.append(below)
                continue
            with contextlib.suppress(OSError):
                os.chmod(below, 0o700)
                os.rename(below, os.path.join(top, secrets.token_hex(8)))
                moved = True
    for path in reversed(folders):
        with contextlib.suppress(OSError):
            os.rmdir(path)
    return moved


def _emptied(path: str) -> list[str]:
    """Remove the files in a folder; return the folders in it."""
    folders = []
    with contextlib.suppress(OSError):
        os.chmod(path, 0o700)
        with os.scandir(path) as entries:
            for entry in list(entries):
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                    continue
                with contextlib.suppress(OSError):
                    _unlink(entry.path)
    return folders


def _unlink(path: str) -> None:
    if sys.platform == "win32":
        os.chmod(path, 0o600)  # Windows removes no file that may not be written
    os.unlink(path)


def _blocks(entry: os.DirEntry[str]) -> int:
    try:
        found = entry.stat(follow_symlinks=False)
        if sys.platform == "win32":
            return found.st_size
        return found.st_blocks * 512
    except OSError:  # removed meanwhile
        return 0
