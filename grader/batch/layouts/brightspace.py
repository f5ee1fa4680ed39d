"""Brightspace: folders `12345-67890 - Full Name - Oct 5, 2026 1041 PM`, one for each attempt."""

import re
from collections.abc import Mapping
from datetime import tzinfo

from grader.batch.layouts.items import Item, Layout, Line, View, same, share_of, utc

_FOLDER = re.compile(
    r"(?P<id>\d+)-(?P<second>\d+) ?- (?P<name>.+?) ?- (?P<time>(?:(?! - ).)*\d{4}(?:(?! - ).)*)"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = r"(?:(?P<month>[^\W\d]+)\.? (?P<day>\d{1,2})|(?P<day2>\d{1,2})\.? (?P<month2>[^\W\d]+)\.?)"
_CLOCK = r"(?P<clock>\d{1,2})[:.h]?(?P<minute>\d\d)(?: ?(?P<half>[AP]M))?"
_TIME = re.compile(rf"{_DAY},? (?P<year>\d{{4}}),? {_CLOCK}", re.IGNORECASE)


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
    """Return the time as ISO time in UTC; empty where the names of months are of another tongue."""
    found = _TIME.fullmatch(text)
    month = (found["month"] or found["month2"])[:3].title() if found else ""
    if found is None or month not in _MONTHS:
        return ""
    half = f" {found['half'].upper()}" if found["half"] else ""
    day = f"{found['year']}-{_MONTHS.index(month) + 1}-{found['day'] or found['day2']}"
    written = f"{day} {int(found['clock']):02}:{found['minute']}{half}"
    return utc(written, "%Y-%m-%d %I:%M %p" if half else "%Y-%m-%d %H:%M", zone)


BRIGHTSPACE = Layout("brightspace", "Brightspace", _share, _read, _beside)
