"""Paths of the student's own machine: what lies at an absolute path is kept in the script's folder.

`/tmp/model.ckpt` and `/home/ann/logs` cannot be written where a script is graded. Below the
script's folder the same path is made: the script sees a writable place, and the judge, which
compares the ends of paths, finds a checkpoint there. This is for convenience alone: what a script
may touch is decided by the kernel.
"""

import builtins
import contextlib
import io
import os
import re
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from grader.collect.notes import Notes

_PLACES = (
    "/tmp",  # noqa: S108 - a student's path, which is not used
    "/var/tmp",  # noqa: S108
    "/home",
    "/Users",
    "/root",
    "/content",
    "/kaggle",
    "/mnt",
    "/data",
    "/notebooks",
    "/workspace",
)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_FILES = "stat listdir scandir mkdir remove unlink rmdir rename replace access open"
_CHECKPOINTS = (
    "latest_checkpoint get_checkpoint_state load_checkpoint load_variable list_variables"
    " NewCheckpointReader init_from_checkpoint import_meta_graph checkpoint_exists write_graph"
    " MonitoredTrainingSession"
)


class Elsewhere:
    """Maps paths. scratch: the script's folder. kept: other folders that are as they are."""

    def __init__(self, scratch: str, notes: Notes, kept: tuple[str, ...] = ()) -> None:
        self._scratch = scratch
        self._notes = notes
        self._noted = False
        self._make = os.mkdir  # as it is now, below what is put in its place
        here = (*kept, sys.prefix, sys.base_prefix, os.path.dirname(os.__file__), *sys.path)
        package = str(Path(__file__).parents[2])
        self._kept = tuple(entry for entry in (scratch, package, *here) if entry not in ("", "/"))

    def path(self, path: Any) -> Any:
        """Return the path that stands for `path`, which itself unless it lies elsewhere."""
        try:
            text = os.fspath(path)
        except TypeError:
            return path
        if type(text) is not str:
            return path
        if _DRIVE.match(text):
            text = _DRIVE.sub("/", text.replace("\\", "/"))
        elif not text.startswith("/") or not self._is_elsewhere(text):
            return path
        if not self._noted:
            self._noted = True
            self._notes.add(f"`{text[:100]}` was kept in the script's own folder.")
        within = os.path.normpath(text)
        folder = self._scratch
        for part in within.split("/")[1:-1]:
            folder = f"{folder}/{part}"
            with contextlib.suppress(OSError):
                self._make(folder)
        return self._scratch + within

    def _is_elsewhere(self, text: str) -> bool:
        clean = os.path.normpath(text)
        if not any(clean == place or clean.startswith(f"{place}/") for place in _PLACES):
            return False
        return not any(clean == kept or clean.startswith(f"{kept}/") for kept in self._kept)

    def mapped(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return `function` with every argument that is such a path mapped."""

        @wraps(function)
        def call(*args: Any, **options: Any) -> Any:
            options = {name: self.path(value) for name, value in options.items()}
            return function(*map(self.path, args), **options)

        return call

    def install(self, tf: Any) -> None:
        """Map the paths that Python and TensorFlow are given in this process from now on."""
        from tensorflow.python.training.saver import Saver

        builtins.open = io.open = self.mapped(builtins.open)
        places = [(os, name) for name in _FILES.split()]
        places += [(tf.train, name) for name in _CHECKPOINTS.split()]
        places += [(tf.gfile, name) for name in dir(tf.gfile) if name[0].isupper()]
        for owner, name in places:
            given = getattr(owner, name)
            if not isinstance(given, type):
                setattr(owner, name, self.mapped(given))
        for kind in (tf.gfile.GFile, tf.gfile.FastGFile, tf.summary.FileWriter):
            kind.__init__ = self.mapped(kind.__init__)
        os.chdir = self._change(os.chdir)
        Saver.restore = self.mapped(Saver.restore)
        Saver.save = self._save(Saver.save)

    def _change(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """Return `os.chdir` that makes the folder which stands for one that lies elsewhere."""

        @wraps(original)
        def change(path: Any) -> None:
            here = self.path(path)
            if here is not path:
                with contextlib.suppress(OSError):
                    os.makedirs(here, exist_ok=True)
            original(here)

        return change

    def _save(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """Return `Saver.save` that makes the folder it is given, and answers in the same words."""

        @wraps(original)
        def save(saver: Any, sess: Any, save_path: Any, *args: Any, **options: Any) -> Any:
            path = self.path(save_path)
            if type(path) is str and (folder := os.path.dirname(path)):
                with contextlib.suppress(OSError):
                    os.makedirs(folder, exist_ok=True)
            written = original(saver, sess, path, *args, **options)
            if path is save_path or type(written) is not str:
                return written
            return os.fspath(save_path) + written.removeprefix(path)

        return save
