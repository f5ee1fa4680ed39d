"""Without a platform: `STUDENT/EXERCISE.py`, `STUDENT.zip`, or flat `STUDENT.py`."""

from collections.abc import Mapping
from datetime import tzinfo
from pathlib import PurePosixPath

from grader.batch.archives import SUFFIXES
from grader.batch.layouts.items import Item, Layout, Line, View, same
from grader.batch.layouts.names import CODE, WRONG_TYPES, suffix_of

FLAT = "submission"  # how a flat file is called once it is known whose it is


def _read(view: View, texts: Mapping[str, str], zone: tzinfo) -> list[Line]:
    return [line for item in view.items if (line := _line(item)) is not None]


def _line(item: Item) -> Line | None:
    if len(item.parts) > 1:
        folder = item.parts[1] if len(item.parts) > 2 else ""
        file = item.inner_name or item.parts[-1]
        return Line(same(item.parts[0]), item, file, exercise=folder, submitted=item.modified)
    suffix = next((one for one in SUFFIXES if item.path.lower().endswith(one)), None)
    if suffix is not None:
        student = same(item.path[: -len(suffix)])
        file = item.inner_name or (item.path if item.problem else "")
        return Line(student, item, file, submitted=item.modified)
    suffix = suffix_of(item.path)
    if suffix in CODE or suffix in WRONG_TYPES:
        student = same(item.path[: -len(suffix)])
        flat = f"{FLAT}{PurePosixPath(item.path).suffix.lower()}"
        return Line(student, item, flat, submitted=item.modified)
    return None


PLAIN = Layout(
    "plain",
    "a folder or an archive for each student",
    lambda view: 0.01,
    _read,
    dated=True,
    mixed=True,
)
