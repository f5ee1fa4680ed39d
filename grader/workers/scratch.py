"""The folder in which one child works, and the only place that it may write."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from grader.confine.confinement import child_uid


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a folder for one child and remove it afterwards, whatever it left there."""
    uid = child_uid()
    with tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True) as folder:
        if uid:
            os.chown(folder, uid, uid)
        yield Path(folder)
