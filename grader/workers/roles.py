"""What a child can be, and how it plays its part, whichever way its process was started."""

import contextlib
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

# Written to a child's standard error once it is set up; what comes after is not ours.
READY = b"+"
# name: (what its process has imported, the module, the function in it)
ROLES = {
    "collect": ("tensorflow", "grader.collect.child", "collect"),
    "seal": ("tensorflow", "grader.collect.sealer", "seal"),
    "execute": ("tensorflow", "grader.execute.child", "execute"),
    "judge": ("judge", "grader.judge.child", "judge"),
    "read": ("reader", "grader.submission.child", "read"),
}


def play(role: str, channels: Iterable[int]) -> None:
    """Do what a child of this role does, with its descriptors."""
    _, module, function = ROLES[role]
    getattr(sys.modules[module], function)(*channels)


def hold(checks: Path) -> None:
    """Have this file of checks collected for the judges that this process will fork."""
    sys.modules["grader.judge.checking"].hold(checks)


def ended(task: Callable[[], None]) -> int:
    """Do a child's task to its end, whatever happens; return the exit code of its process.

    What it raises is written to standard error, and all that was printed is flushed.
    """
    code = 1
    try:
        task()
        code = 0
    except BaseException:
        with contextlib.suppress(Exception):
            os.write(2, traceback.format_exc().encode("utf-8", "replace"))
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BaseException):  # the student may have put anything there
            stream.flush()
    return code
