"""Moodle: folders `Full Name_1234567_assignsubmission_file_`, with or without the last line, or
flat files that begin with that.

The number is that of the participant in this one assignment, so a student is known by name; where
two share a name the number tells them apart.
"""

import re
from collections.abc import Mapping
from datetime import tzinfo

from grader.batch.layouts.items import Item, Layout, Line, View, same, share_of

_FOLDER = r"(?P<name>[^/]+?)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)_?"
_NAME = re.compile(rf"{_FOLDER}(?P<file>/.*|(?<=_)[^/]+)?")
_FILE = "file"
_OTHERS = {
    "onlinetext": "It was typed into Moodle as a text; no file was handed in.",
    "comments": "There is a comment in Moodle; no file was handed in.",
}


def _share(view: View) -> float:
    return share_of(view, lambda item: _NAME.fullmatch(item.path) is not None, lambda path: False)


def _read(view: View, texts: Mapping[str, str], zone: tzinfo) -> list[Line]:
    matches = [
        (item, found) for item in view.items if (found := _NAME.fullmatch(item.path)) is not None
    ]
    numbers: dict[str, set[str]] = {}
    for _, found in matches:
        numbers.setdefault(same(found["name"]), set()).add(found["id"])
    return [_line(item, found, numbers) for item, found in matches]


def _line(item: Item, found: re.Match[str], numbers: Mapping[str, set[str]]) -> Line:
    name = same(found["name"])
    alone, kind = len(numbers[name]) == 1, found["kind"]
    return Line(
        student=name if alone else f"{name} ({found['id']})",
        item=item,
        file=item.inner_name or (found["file"] or "").rsplit("/", 1)[-1],
        name=name,
        other=(f"Participant {found['id']}", *([name] if alone else [])),
        problem="" if kind == _FILE else _OTHERS.get(kind, f"Moodle has no file, but {kind}."),
    )


MOODLE = Layout("moodle", "Moodle", _share, _read)
