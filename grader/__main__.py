"""The command `grade`, as a program, as `python -m grader` and by this file's path.

The folder in which it is started, and what PYTHONPATH names, are somebody else's: a `random.py`
there is a student's work, not a module of ours. So they are left out before anything is imported.
By its path, `python -I …/grader/__main__.py`, it runs from its sources wherever it is started.
"""

import os
import sys

_HOME = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
_GRADERS_FAULT = 3


def main() -> None:
    """Run the command and exit."""
    sys.path[:] = modules_from(sys.path, os.environ.get("PYTHONPATH", ""), by_path=not __package__)
    try:
        from grader.cli import main as run
    except ImportError as error:
        print(f"error: a package is missing or damaged: {error}", file=sys.stderr)
        print("hint: install graphgrade again", file=sys.stderr)
        sys.exit(_GRADERS_FAULT)
    run()


def modules_from(path: list[str], named: str, *, by_path: bool) -> list[str]:
    """Return `path` without this folder, relative folders and those `named` in PYTHONPATH.

    The folder that holds this package goes first if it was started by its path, so that no other
    copy is taken; else it stays where it is, behind the others if it was one of those left out.
    """
    others = {os.path.realpath(entry) for entry in ("", *named.split(os.pathsep))}
    kept = [one for one in path if os.path.isabs(one) and os.path.realpath(one) not in others]
    if by_path:
        return [_HOME, *kept]
    return kept if _HOME in map(os.path.realpath, kept) else [*kept, _HOME]


if __name__ == "__main__":
    main()
