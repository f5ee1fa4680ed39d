"""Brightspace: folders `12345-67890 - Full Name - Oct 5, 2026 1041 PM`, one for each attempt."""

import re
from collections.abc import Mapping
from datetime import tzinfo

from grader.batch.layouts.items import Item, Layout, Line, View, same, share_of, utc

_FOLDER = re.compile(
    r"(?P<id>\d+)-(?P<second>\d+) ?- (?P<name>.+?) ?- "
    r"(?P<time>[^\W\d]+ \d{1,2}, \d{4} \d{1,2}:?\d\d(?: [AP]M)?)"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIME = re.compile(r"([^\W\d]+) (\d+), (\d+) (\d{1,2}):?(\d\d)(?: ([AP]M))?")


def _match(item: Item) -> re.Match[str] | None:
    return _FOLDER.fullmatch(item.parts[0]) if len(item.parts) > 1 else None


def _beside(path: str) -> bool:
    return path == "index.html"


def _share(view: View) -> float:
    return share_of(view, lambda item: _match(item) is not None, _beside)


def _read(view: View, texts: Mapping[str, str], zone: tzinfo) -> list[Line]:
    matches = [(item, found) for item in view.items if (found := _match(item)) is not None]
    firsts: dict[str, set[str]] = {}
    for _, found in matches:
        firsts.setdefault(found["id"], set()).add(same(found["name"]))
    lines = []
    for item, found in matches:
        name, submitted = same(found["name"]), _moment(found["time"], zone)
        whole = f"{found['id']}-{found['second']}"
        lines.append(
            Line(
                student=found["id"] if len(firsts[found["id"]]) == 1 else whole,
                item=item,
                file=item.inner_name or item.parts[-1],
                name=name,
                other=(whole, name),
                submitted=submitted,
                attempt=submitted or found["time"],
            )
        )
    return lines


def _moment(text: str, zone: tzinfo) -> str:
    found = _TIME.fullmatch(text)
    if found is None or found[1][:3].title() not in _MONTHS:
        return ""
    month = _MONTHS.index(found[1][:3].title()) + 1
    half = f" {found[6]}" if found[6] else ""
    written = f"{found[3]}-{month}-{found[2]} {int(found[4]):02}:{found[5]}{half}"
    return utc(written, "%Y-%m-%d %I:%M %p" if half else "%Y-%m-%d %H:%M", zone)


BRIGHTSPACE = Layout("brightspace", "Brightspace", _share, _read, _beside)
