"""Files that are either written whole or not at all, and names and places as people see them."""

import contextlib
import os
import tempfile
import time
from pathlib import Path

_ATTEMPTS = 20
_PAUSE_S = 0.05
# Windows takes these for devices, whatever follows the first dot.
_DEVICES = frozenset(
    ("aux", "con", "nul", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)


def write_atomically(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Replace `path` by `data`; a crash at any moment leaves the old file or the new one.

    On Windows a file that another program has open just now cannot be replaced: that is tried for
    a second. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        _replace(name, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; where that fails, on a full disk, nothing is left of it.

    Raises FileExistsError if it is there, and OSError.
    """
    file = path.open("xb")
    try:
        with file:
            file.write(data)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _replace(name: str, path: Path) -> None:
    for _ in range(_ATTEMPTS):
        try:
            return os.replace(name, path)
        except PermissionError:
            time.sleep(_PAUSE_S)
    return os.replace(name, path)


def is_device(name: str) -> bool:
    """Say whether Windows would take a file of this name for a device, such as `con.py`."""
    return name.split(".")[0].rstrip().casefold() in _DEVICES


def shown(path: Path) -> str:
    """Return `path` as seen from the working folder; whole where no way leads to it (a drive)."""
    try:
        return os.path.relpath(path)
    except ValueError:
        return str(path)
