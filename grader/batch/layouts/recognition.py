"""Which layout a download has, and from which of its folders it is to be seen."""

from collections.abc import Iterator
from dataclasses import replace

from grader.batch.layouts.blackboard import BLACKBOARD
from grader.batch.layouts.brightspace import BRIGHTSPACE
from grader.batch.layouts.canvas import CANVAS
from grader.batch.layouts.github import GITHUB
from grader.batch.layouts.gradescope import GRADESCOPE
from grader.batch.layouts.items import Item, Layout, View
from grader.batch.layouts.moodle import MOODLE
from grader.batch.layouts.nbgrader import NBGRADER
from grader.batch.layouts.plain import PLAIN
from grader.foundation.errors import UsageFault, did_you_mean

LAYOUTS = (CANVAS, MOODLE, GRADESCOPE, BLACKBOARD, BRIGHTSPACE, NBGRADER, GITHUB, PLAIN)
_DEEPEST = 3
_ENOUGH = 0.5


def recognise(view: View) -> tuple[Layout, View]:
    """Return the layout of a download and the view from which it was recognised."""
    best, layout, seen = 0.0, PLAIN, view
    for one in LAYOUTS[:-1]:
        share, from_there = _best(one, view)
        if share > best:
            best, layout, seen = share, one, from_there
    return (layout, seen) if best >= _ENOUGH else (PLAIN, _plain_view(view))


def seen_as(name: str, view: View) -> tuple[Layout, View]:
    """Return the layout called `name` and the best view for it.

    Raises UsageFault for another name, or where nothing in the view is like it.
    """
    for layout in LAYOUTS:
        if layout.name == name:
            if layout is PLAIN:
                return PLAIN, _plain_view(view)
            share, from_there = _best(layout, view)
            if not share:
                raise UsageFault(
                    f"nothing in {view.root} is named as in a download of {layout.title}",
                    "`--list` without `--layout` shows what is understood",
                )
            return layout, from_there
    names = [layout.name for layout in LAYOUTS]
    raise UsageFault(
        f"there is no layout {name!r}",
        did_you_mean(name, names) or f"the layouts are {', '.join(names)}",
    )


def views(view: View) -> Iterator[View]:
    """Yield the view, and those from inside the folders around all of its files."""
    for _ in range(_DEEPEST):
        yield view
        tops = {item.parts[0] for item in view.items}
        if len(tops) != 1 or any(len(item.parts) < 2 for item in view.items):
            return
        view = _inside(view, tops.pop())


def _best(layout: Layout, view: View) -> tuple[float, View]:
    scored = [(layout.share(one), one) for one in views(view)]
    return max(scored, key=lambda pair: pair[0])


def _plain_view(view: View) -> View:
    """Return the view without a folder that is around all students' folders."""
    tops = {item.parts[0] for item in view.items}
    deep = all(len(item.parts) > 2 for item in view.items)
    students = {item.parts[1] for item in view.items if len(item.parts) > 1}
    return _inside(view, tops.pop()) if len(tops) == 1 and deep and len(students) > 1 else view


def _inside(view: View, top: str) -> View:
    """Return the view from inside the folder `top`."""
    start = f"{top}/"
    items = tuple(_below(item, start) for item in view.items)
    clones = frozenset(name.removeprefix(start) for name in view.clones if name.startswith(start))
    return View(top, items, clones, view.prefix + start)


def _below(item: Item, start: str) -> Item:
    return replace(item, path=item.path.removeprefix(start))
