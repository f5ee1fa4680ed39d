"""The folder in which one child works, the only place that it may write, and what it holds."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.confine import Limits
from grader.confine.confinement import child_uid

_FLOOR_BYTES = 256 << 20
_WORTH_BLAMING_BYTES = 16 << 20


@contextlib.contextmanager
def scratch_folder(files: Iterable[Path] = ()) -> Iterator[Path]:
    """Make a folder for one child and remove it afterwards, whatever it left there.

    It holds copies of `files`, which are the child's own to change.
    """
    uid = child_uid()
    with tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True) as folder:
        for file in files:
            copy = shutil.copyfile(file, Path(folder, file.name))
            if uid:
                os.chown(copy, uid, uid)
        if uid:
            os.chown(folder, uid, uid)
        yield Path(folder)


def overfull(folder: Path, limits: Limits) -> bool:
    """Say whether a scratch folder holds too much, or has nearly filled its file system."""
    used, files = _usage(folder, limits.files)
    if files > limits.files or used > limits.disk_mb << 20:
        return True
    return used > _WORTH_BLAMING_BYTES and shutil.disk_usage(folder).free < _FLOOR_BYTES


def _usage(folder: Path, enough: int) -> tuple[int, int]:
    """Return bytes on disk and number of entries below a folder, counting to just past `enough`."""
    used = count = 0
    waiting = [str(folder)]
    while waiting and count <= enough:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    count += 1
                    if count > enough:
                        break
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        used += entry.stat(follow_symlinks=False).st_blocks * 512
        except OSError:
            continue  # it is gone already, or not ours to read: it will be counted next time
    return used, count
