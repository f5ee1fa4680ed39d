"""Canvas: flat files `lastnamefirst_LATE_12345_678901_relu-1.py`, typed texts and links as HTML.

Where grading is anonymous: `anon_a1B2c_678901_relu.py`, with five signs for a student.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import tzinfo

from grader.batch.layouts.items import Item, Layout, Line, View, same, share_of

_NAME = re.compile(
    r"(?P<name>[^_/]+)_(?:(?P<late>LATE)_)?(?P<user>\d+|(?<=anon_)\w{5}|(?<=anon_LATE_)\w{5})_"
    r"(?:\d+_(?P<file>.+)|(?P<typed>text|link)\.html?)"
)
_TYPED = {
    "text": "It was typed into Canvas as a text; no file was handed in.",
    "link": "A link was given to Canvas; no file was handed in.",
}
_AGAIN = re.compile(r"(?P<stem>.+)-(?P<again>\d{1,2})(?P<suffix>\.[^.]+(?:\.txt)?)")


def _match(item: Item) -> re.Match[str] | None:
    return _NAME.fullmatch(item.parts[-1]) if len(item.parts) == 1 else None


def _share(view: View) -> float:
    return share_of(view, lambda item: _match(item) is not None, lambda path: False)


def _read(view: View, texts: Mapping[str, str], zone: tzinfo) -> list[Line]:
    lines = [_line(item, found) for item in view.items if (found := _match(item)) is not None]
    last: dict[str, int] = {}
    versions: dict[tuple[str, str], set[int]] = {}
    for line, base in lines:
        last[line.student] = max(line.number, last.get(line.student, 1))
        versions.setdefault((line.student, base), set()).add(line.number)
    # Canvas numbers names that come again; what came once belongs to the last attempt.
    return [
        line
        if versions[line.student, base] != {1}
        else replace(line, number=last[line.student], attempt=f"{last[line.student]:06}")
        for line, base in lines
    ]


def _line(item: Item, found: re.Match[str]) -> tuple[Line, str]:
    """Return the line of a file, and the name that its versions share."""
    name = same(found["name"])
    file = found["file"] or f"{found['typed']}.html"
    again = _AGAIN.fullmatch(file)
    number = int(again["again"]) + 1 if again else 1
    if again:
        file = again["stem"] + again["suffix"]
    line = Line(
        student=found["user"],
        item=item,
        file=item.inner_name or file,
        name=name,
        other=(name,),
        late=found["late"] is not None,
        attempt=f"{number:06}",
        number=number,
        problem=_TYPED.get(found["typed"] or "", ""),
    )
    return line, file


CANVAS = Layout("canvas", "Canvas", _share, _read)
