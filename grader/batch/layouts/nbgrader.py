"""nbgrader: `submitted/STUDENT/ASSIGNMENT/NOTEBOOK.ipynb`, with the time in timestamp.txt.

Also inside a course's folder, where `source`, `release` and others stand beside `submitted`. Or the
exchange, before `nbgrader collect`: `inbound/STUDENT+ASSIGNMENT+TIME+RANDOM/NOTEBOOK.ipynb`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from grader.batch.layouts.items import Item, Layout, Line, View, same, share_of, utc

_TIMESTAMP = "timestamp.txt"
_NOTES = (_TIMESTAMP, "submission_secret.txt")
_INBOUND = "inbound"
_SUBMITTED = "submitted"
_COURSE = frozenset({"source", "release", "autograded", "gradebook.db", "nbgrader_config.py"})
_EXCHANGED = re.compile(r"(?P<student>[^/+]+)\+(?P<assignment>[^/+]+)\+(?P<time>[^/+]+)(?:\+.*)?")
_ZONE = re.compile(r"\s*\b(UTC|GMT|Z)$")
_NAMED_ZONE = re.compile(r"\s+[A-Z]{2,5}$")  # CEST, say: which zone that is, the course knows


@dataclass(frozen=True)
class _Folder:
    """A submission's folder: whose it is, and what its name tells; time: as nbgrader writes it."""

    path: str
    student: str
    assignment: str
    time: str = ""


def _folder(path: str) -> _Folder | None:
    """Return the submission's folder in which a file lies, None if it lies in none."""
    parts = path.split("/")
    at = 1 if parts[0] in (_INBOUND, _SUBMITTED) else 0
    exchanged = _EXCHANGED.fullmatch(parts[at]) if len(parts) > at + 1 else None
    if exchanged is not None:
        whole = "/".join(parts[: at + 1])
        return _Folder(whole, exchanged["student"], exchanged["assignment"], exchanged["time"])
    if len(parts) <= at + 2:
        return None
    return _Folder("/".join(parts[: at + 2]), *parts[at : at + 2])


def _sidecar(path: str) -> bool:
    folder = _folder(path)
    return folder is not None and path in [f"{folder.path}/{name}" for name in _NOTES]


def _in_exchange(item: Item) -> bool:
    folder = _folder(item.path)
    return folder is not None and folder.time != ""


def _start(view: View) -> str:
    """Return with what the paths of submissions begin: empty if that is all there is."""
    tops = {item.parts[0] for item in view.items}
    return next((f"{one}/" for one in (_INBOUND, _SUBMITTED) if one in tops), "")


def _share(view: View) -> float:
    start = _start(view)

    def beside(path: str) -> bool:
        """Say whether a file is no student's: what goes out to them, say."""
        return not path.startswith(start) or _sidecar(path)

    if any(map(_in_exchange, view.items)):
        return share_of(view, _in_exchange, lambda path: not path.startswith(start))
    tops = {item.parts[0] for item in view.items}
    known = view.root == _SUBMITTED or (start and tops & _COURSE)
    if not known and not any(_sidecar(item.path) for item in view.items):
        return 0.0
    return share_of(view, lambda item: _folder(item.path) is not None, beside)


def _read(view: View, texts: Mapping[str, str], zone: tzinfo) -> list[Line]:
    exchange, start = any(map(_in_exchange, view.items)), _start(view)
    lines = []
    for item in view.items:
        folder = _folder(item.path) if item.path.startswith(start) else None
        if folder is None or _sidecar(item.path) or (exchange and not folder.time):
            continue
        stamp = texts.get(f"{folder.path}/{_TIMESTAMP}", "").strip()
        submitted = _moment(stamp, zone) or _moment(folder.time, zone)
        lines.append(
            Line(
                student=same(folder.student),
                item=item,
                file=item.inner_name or item.parts[-1],
                exercise=folder.assignment,
                submitted=submitted,
                attempt=(submitted or folder.time) if exchange else "",
            )
        )
    return lines


def _moment(stamp: str, zone: tzinfo) -> str:
    text = _NAMED_ZONE.sub("", _ZONE.sub(" +0000", stamp))
    for form in ("%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S"):
        found = utc(text, f"{form} %z", zone) or utc(text, form, zone)
        if found:
            return found
    return ""


NBGRADER = Layout("nbgrader", "nbgrader", _share, _read, _sidecar, mixed=True)
