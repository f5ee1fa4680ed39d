"""How this package starts Python for a module of its own.

Nothing of the working folder and nothing of the environment but what is given here reaches such a
process: not the course key, no PYTHONPATH, no folder of a student's.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PACKAGE_PARENT = str(Path(__file__).resolve().parents[2])
FOLDER = "/"  # one that nobody but root writes to, and that is there as long as the process is


@dataclass(frozen=True)
class Start:
    """Arguments and environment of a process; it is to be started in FOLDER."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]


def start_of(module: str, arguments: Sequence[str], environment: Mapping[str, str]) -> Start:
    """Return how to run `module` of this package with these arguments and this environment.

    Python is not started with -I, since that would ignore PYTHONHASHSEED and its like, too.
    """
    flags = ["-P", *(["-s"] if sys.flags.no_user_site else [])]
    libraries = _absolute(os.environ.get("LD_LIBRARY_PATH", ""))
    own = {"PYTHONPATH": _PACKAGE_PARENT, **({"LD_LIBRARY_PATH": libraries} if libraries else {})}
    command = (sys.executable, *flags, "-m", module, *arguments)
    return Start(command, {**environment, **own})


def _absolute(folders: str) -> str:
    """Return a list of folders without those that depend on where a process is started."""
    return os.pathsep.join(one for one in folders.split(os.pathsep) if os.path.isabs(one))
