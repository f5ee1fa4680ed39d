"""GitHub Classroom and Classroom 50: clones `relu-submissions/relu-USER/relu.py`.

The files of a clone bear the time of the cloning, so nothing is known of when work was handed in.
"""

from collections.abc import Mapping
from datetime import tzinfo

from grader.batch.layouts.items import Item, Layout, Line, View, same

_ROOT = "-submissions"
_BESIDE = ("readme.md", "license")


def _prefix(view: View) -> str:
    """Return what the clones' names begin with: the assignment's name and a hyphen."""
    if view.root.endswith(_ROOT):
        return f"{view.root.removesuffix(_ROOT)}-"
    clones = sorted(name for name in view.clones if "/" not in name)
    if len(clones) < 2:
        return ""
    first, last = clones[0], clones[-1]
    shared = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
    return first[: first[:shared].rfind("-") + 1]


def _share(view: View) -> float:
    prefix = _prefix(view)
    inside = [item for item in view.items if len(item.parts) > 1]
    if not prefix or not inside:
        return 0.0
    return sum(item.path.startswith(prefix) for item in inside) / len(inside)


def _read(view: View, texts: Mapping[str, str], zone: tzinfo) -> list[Line]:
    prefix = _prefix(view)
    mine = [item for item in view.items if len(item.parts) > 1 and item.path.startswith(prefix)]
    written = {item.parts[0] for item in mine if not _given(item)}
    return [
        _line(item, prefix) for item in mine if not _given(item) or item.parts[0] not in written
    ]


def _given(item: Item) -> bool:
    """Say whether a file is one that every clone begins with."""
    return len(item.parts) == 2 and item.parts[1].lower() in _BESIDE


def _line(item: Item, prefix: str) -> Line:
    student = same(item.parts[0].removeprefix(prefix))
    return Line(student, item, item.inner_name or item.parts[-1], exercise=prefix.removesuffix("-"))


GITHUB = Layout("github", "GitHub Classroom", _share, _read)
