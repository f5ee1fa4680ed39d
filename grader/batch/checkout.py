"""What lies in a CI job's checkout: one student's files, or a folder for each student."""

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.batch.inventory import names_in, read_plain, readable_name
from grader.batch.layouts import is_junk
from grader.batch.submissions import HandedIn
from grader.catalog import Exercise
from grader.foundation.errors import UsageFault
from grader.foundation.plain import NotPlain
from grader.submission import NOTEBOOK
from grader.submission.beside import open_beside

_SUFFIXES = (".py", NOTEBOOK)  # the script before the notebook, where there are both


@dataclass(frozen=True)
class Checkout:
    """What was found, sorted; where students' files lie, with `{student}` for a class.

    missing: files that nobody handed in. links: folders that were not looked into.
    """

    handed_in: tuple[HandedIn, ...]
    place: str
    missing: tuple[str, ...]
    links: tuple[str, ...]


def look_into(checkout: Path, folder: str, exercises: Sequence[Exercise], student: str) -> Checkout:
    """Return what was handed in for these exercises in a folder of the checkout.

    One student's where a file of an exercise lies in the folder itself, else a class's. A link is
    never followed: a file that is one is handed in and cannot be read. Raises UsageFault.
    """
    parts = _parts(checkout, folder)
    try:
        names = _modes(checkout, parts)
        own = [name for exercise in exercises if (name := _file(names, exercise))]
        students = [""] if own else sorted(name for name in names if not is_junk(name))
        links = [name for name in students if name and stat.S_ISLNK(names[name])]
        found = []
        for one in students:
            if one and not stat.S_ISDIR(names[one]):
                continue
            below = [*parts, one] if one else parts
            files = _modes(checkout, below) if one else names
            for exercise in exercises:
                if name := _file(files, exercise):
                    raw, unreadable = read_plain(checkout, *below, name)
                    whose = readable_name(one) or student
                    handed = HandedIn(whose, exercise.slug, name, raw, unreadable)
                    beside = open_beside(exercise, checkout, *below)
                    found.append(replace(handed, beside=beside))
    except (NotPlain, OSError) as error:
        raise UsageFault(f"the folder {folder} cannot be read: {error}") from error
    there = {one.exercise for one in found}
    place = "/".join([*parts, *([] if own else ["{student}"])])
    missing = tuple(one.answer for one in exercises if one.slug not in there)
    return Checkout(tuple(found), place, missing, tuple(links))


def _parts(checkout: Path, folder: str) -> list[str]:
    """Return the steps from the checkout to a folder in it. Raises UsageFault."""
    path = Path(os.path.normpath(checkout / folder))
    if not path.is_relative_to(checkout):
        raise UsageFault(
            f"the folder {folder} is not in the checkout {checkout}",
            "start the script in a folder that holds it",
        )
    return list(path.relative_to(checkout).parts)


def _modes(checkout: Path, parts: Sequence[str]) -> dict[str, int]:
    """Return what lies in a folder, with its type; a link's is that of a link."""
    return {name: found.st_mode for name, found in names_in(checkout, *parts).items()}


def _file(names: dict[str, int], exercise: Exercise) -> str:
    """Return the name of an exercise's file among those in a folder, empty if there is none."""
    stem = exercise.answer.removesuffix(".py")
    found = (f"{stem}{suffix}" for suffix in _SUFFIXES)
    return next((name for name in found if name in names and not stat.S_ISDIR(names[name])), "")
