"""Gradescope: folders `submission_300001` and submission_metadata.yml, which says whose they are.

Of the YAML only what is needed is read, line by line: keys at their depth, plain and quoted texts.
What students wrote stands deeper, so it cannot be taken for a key.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from grader.batch.layouts.items import Item, Layout, Line, View, same, share_of

FILE = "submission_metadata.yml"
_FOLDER = re.compile(r"submission_\d+")
_KEY = re.compile(r"(?P<indent> *)(?P<dash>- )?:?(?P<key>[\w ]+?):(?: (?P<value>.*))?")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)? ?(Z|UTC|[+-]\d\d:?\d\d)?")
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/", "e": "\x1b", " ": " "}
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")


@dataclass
class _Entry:
    """What the file says of one submission."""

    created: str = ""
    submitters: list[dict[str, str]] = field(default_factory=list)


def _sidecar(path: str) -> bool:
    return path == FILE


def _share(view: View) -> float:
    if not any(item.path == FILE for item in view.items):
        return 0.0
    return share_of(view, lambda item: _FOLDER.fullmatch(item.parts[0]) is not None, _sidecar)


def _read(view: View, texts: Mapping[str, str], zone: tzinfo) -> list[Line]:
    entries = read_metadata(texts.get(FILE, ""))
    lines: list[Line] = []
    seen: set[str] = set()
    for item in view.items:
        folder = item.parts[0]
        if _FOLDER.fullmatch(folder):
            seen.add(folder)
            lines += _lines(item, folder, entries.get(folder), zone)
    for folder, entry in entries.items():
        if folder not in seen:
            nothing = Item(f"{folder}/", problem="Gradescope lists it, but there is no file.")
            lines += _lines(nothing, folder, entry, zone)
    return lines


def _lines(item: Item, folder: str, entry: _Entry | None, zone: tzinfo) -> Iterator[Line]:
    file = item.inner_name or item.parts[-1]
    if entry is None or not entry.submitters:
        note = f"{FILE} does not say whose submission this is."
        yield Line(folder, item, file, notes=(note,))
        return
    team = [same(one.get("name", "")) for one in entry.submitters]
    for one in entry.submitters:
        name, sid, email = (same(one.get(key, "")) for key in ("name", "sid", "email"))
        with_others = [other for other in team if other != name]
        yield Line(
            student=sid or email or name or folder,
            item=item,
            file=file,
            name=name,
            other=tuple(filter(None, (email, name))),
            submitted=_moment(entry.created, zone),
            notes=(f"Handed in together with {', '.join(with_others)}.",) if with_others else (),
        )


def read_metadata(text: str) -> dict[str, _Entry]:
    """Return what submission_metadata.yml says, by folder."""
    entries: dict[str, _Entry] = {}
    entry, listing, nested = _Entry(), False, False
    for row in text.lstrip("\ufeff").splitlines():
        found = _KEY.fullmatch(row.rstrip())
        if found is None:
            continue
        depth, key, value = len(found["indent"]), found["key"], found["value"] or ""
        if depth == 0 and not found["dash"]:
            entry, listing = entries.setdefault(key, _Entry()), False
        elif depth == 2 and not found["dash"]:
            listing, nested = key == "submitters", False
            if key == "created_at":
                entry.created, nested = _plain(value), value.startswith("!")
        elif nested and depth == 4 and key == "utc":  # a moment that Ruby wrote with its zone
            entry.created = _plain(value)
        elif listing and (depth, bool(found["dash"])) in ((2, True), (4, True)):
            entry.submitters.append({key: _plain(value)})
        elif listing and depth in (4, 6) and entry.submitters:
            entry.submitters[-1].setdefault(key, _plain(value))
    return entries


def _plain(value: str) -> str:
    """Return the text that a YAML scalar of one line stands for."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        return _ESCAPE.sub(_unescape, value[1:-1])
    return "" if value in ("null", "~") else value


def _unescape(found: re.Match[str]) -> str:
    code = found[1]
    if len(code) == 1:
        return _ESCAPES.get(code, code)
    number = int(code[1:], 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def _moment(text: str, zone: tzinfo) -> str:
    found = _TIME.fullmatch(text)
    if found is None:
        return ""
    offset = (found[3] or "").replace("UTC", "Z")
    try:
        moment = datetime.fromisoformat(f"{found[1]}T{found[2]}{offset}")
    except ValueError:
        return ""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC).isoformat(timespec="seconds")


GRADESCOPE = Layout("gradescope", "Gradescope", _share, _read, _sidecar)
