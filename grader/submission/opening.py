"""A student's file as bytes: opened, of a bounded size, and not looked into."""

import functools
import stat
from importlib.util import find_spec
from pathlib import Path

from grader.catalog import Exercise
from grader.foundation.errors import ExerciseFault
from grader.foundation.model import Problem
from grader.foundation.plain import NotPlain, open_plain
from grader.foundation.text import clean
from grader.submission.messages import MAX_BYTES, Start, Ungradable

NOTEBOOK = ".ipynb"
_NOTEBOOK_BYTES = 16 << 20  # with the pictures that it shows


def open_submission(path: Path, slug: str) -> bytes | Ungradable:
    """Return what the file at `path` holds, or the reason why there is none to grade.

    Of a file that is too large one byte more than it may have is returned.
    """
    name = shown_name(path)
    try:
        if path.is_dir():
            return refused(name, "a folder", f"{name} is a folder; give the file in it.")
        if not stat.S_ISREG(path.stat().st_mode):
            return refused(name, "not a regular file", f"{name} is not a regular file.")
        with open_plain(path.parent, path.name) as file:
            return file.read(most_bytes(path.name) + 1)
    except NotPlain as error:
        return refused(name, "a link", clean(f"{error}."), "Hand in the file itself.")
    except FileNotFoundError:
        return refused(
            name,
            "no such file",
            f"There is no file {name} here.",
            f"Is this the right folder? `grade start {slug}` puts the starting file into it.",
        )
    except OSError as error:
        return refused(name, "not readable", f"{name} cannot be read: {error.strerror}.")


def start_of(exercise: Exercise) -> Start:
    """Return what every student begins this exercise with.

    Raises ExerciseFault where its style cannot be looked at, for pycodestyle is not installed.
    """
    text = _text(exercise.stub, exercise.stub.stat().st_mtime_ns)
    rules = exercise.rules
    if rules.style and rules.style.of_lines and find_spec("pycodestyle") is None:
        raise ExerciseFault(
            exercise.folder / "exercise.toml",
            "[style] needs pycodestyle",
            "pip install 'graphgrade[style]'",
        )
    second = exercise.stub_tf2
    other = _text(second, second.stat().st_mtime_ns) if second else ""
    return Start(exercise.slug, text, rules.handles.required, rules.style, other)


@functools.lru_cache(maxsize=64)
def _text(stub: Path, changed: int) -> str:
    return stub.read_text(encoding="utf-8")


def shown_name(path: Path) -> str:
    """Return a file's name as it may be shown."""
    return clean(path.name, 100)


def most_bytes(name: str) -> int:
    """Return how large a file of this name may be."""
    return _NOTEBOOK_BYTES if name.endswith(NOTEBOOK) else MAX_BYTES


def refused(name: str, headline: str, message: str, hint: str = "") -> Ungradable:
    """Return that a file cannot be graded, and why."""
    return Ungradable(name, headline, Problem(headline, message, hint))
