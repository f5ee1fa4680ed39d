"""Blackboard: flat files `ReLU_s12345_attempt_2026-10-05-22-41-10_relu.py`, a note beside each."""

import re
from collections.abc import Mapping
from datetime import tzinfo

from grader.batch.layouts.items import Item, Layout, Line, View, same, share_of, utc

_NAME = re.compile(
    r"(?P<stem>(?P<exercise>.+)_(?P<user>[^_]+)_attempt_(?P<time>\d{4}(?:-\d\d){5}))"
    r"(?:_(?P<file>.+)|(?P<note>\.txt))"
)
_WHO = re.compile(r"^Name:\s*(?P<name>.+?)\s*\((?P<user>[^()]+)\)\s*$", re.MULTILINE)
_ORIGINAL = re.compile(r"Original filename:\s*(.+?)\s*$\s*Filename:\s*(.+?)\s*$", re.MULTILINE)
_TIME = "%Y-%m-%d-%H-%M-%S"


def _match(path: str) -> re.Match[str] | None:
    return _NAME.fullmatch(path) if "/" not in path else None


def _sidecar(path: str) -> bool:
    found = _match(path)
    return found is not None and found["note"] is not None


def _share(view: View) -> float:
    return share_of(view, lambda item: _match(item.path) is not None, lambda path: False)


def _read(view: View, texts: Mapping[str, str], zone: tzinfo) -> list[Line]:
    lines: list[tuple[str, Line]] = []
    notes: list[tuple[str, Line]] = []
    originals = {
        stored: original for text in texts.values() for original, stored in _ORIGINAL.findall(text)
    }
    for item in view.items:
        found = _match(item.path)
        if found is None:
            continue
        line = _line(item, found, texts, originals, zone)
        (notes if found["note"] else lines).append((found["stem"], line))
    with_files = {stem for stem, _ in lines}
    return [line for _, line in lines] + [line for stem, line in notes if stem not in with_files]


def _line(
    item: Item,
    found: re.Match[str],
    texts: Mapping[str, str],
    originals: Mapping[str, str],
    zone: tzinfo,
) -> Line:
    who = _WHO.search(texts.get(f"{found['stem']}.txt", ""))
    user, exercise = found["user"], found["exercise"]
    whole = f"{exercise}_{user}"
    if who is not None and whole.endswith(f"_{who['user']}"):  # a user name may hold a line
        user, exercise = who["user"], whole.removesuffix(f"_{who['user']}")
    name = same(who["name"]) if who else ""
    empty = "No file was handed in with this attempt." if found["note"] else ""
    return Line(
        student=user,
        item=item,
        file=item.inner_name or originals.get(item.path, found["file"] or ""),
        name=name,
        other=(name,) if name else (),
        exercise=exercise,
        submitted=utc(found["time"], _TIME, zone),
        attempt=found["time"],
        problem=empty,
    )


BLACKBOARD = Layout("blackboard", "Blackboard", _share, _read, _sidecar)
