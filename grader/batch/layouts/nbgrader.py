"""nbgrader: `submitted/STUDENT/ASSIGNMENT/NOTEBOOK.ipynb`, with the time in timestamp.txt."""

import re
from collections.abc import Mapping
from datetime import tzinfo

from grader.batch.layouts.items import Layout, Line, View, same, share_of, utc

_TIMESTAMP = "timestamp.txt"
_ZONE = re.compile(r"\s*\b(UTC|GMT|Z)$")


def _sidecar(path: str) -> bool:
    return path.count("/") == 2 and path.endswith(f"/{_TIMESTAMP}")


def _share(view: View) -> float:
    if view.root != "submitted" and not any(_sidecar(item.path) for item in view.items):
        return 0.0
    return share_of(view, lambda item: len(item.parts) >= 3, _sidecar)


def _read(view: View, texts: Mapping[str, str], zone: tzinfo) -> list[Line]:
    lines = []
    for item in view.items:
        if len(item.parts) < 3 or _sidecar(item.path):
            continue
        student, assignment = item.parts[:2]
        stamp = texts.get(f"{student}/{assignment}/{_TIMESTAMP}", "").strip()
        lines.append(
            Line(
                student=same(student),
                item=item,
                file=item.inner_name or item.parts[-1],
                exercise=assignment,
                submitted=_moment(stamp, zone),
            )
        )
    return lines


def _moment(stamp: str, zone: tzinfo) -> str:
    text = _ZONE.sub(" +0000", stamp)
    for form in ("%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S"):
        found = utc(text, f"{form} %z", zone) or utc(text, form, zone)
        if found:
            return found
    return ""


NBGRADER = Layout("nbgrader", "nbgrader", _share, _read, _sidecar)
