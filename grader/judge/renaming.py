"""An answer under another name: which tensor of the graph computes what is asked of a missing name.

Each tensor that the script has a name for is put in the missing one's place, and the checks are
tried. If exactly one passes all that look at it, the report says so: the checks are then judged
with it, and the one that met the missing name keeps half of its points.
"""

from collections.abc import Callable
from typing import Any

import pytest

from grader.judge.checks import NotFound
from grader.judge.connection import ExecutorLost
from grader.judge.recorder import Recorder
from grader.judge.stash import CREDIT
from grader.judge.subject import Subject

_MOST = 12


def call(item: Any, subject: Subject, recorder: Recorder) -> None:
    """Run a check; should a name be missing, find what computes it and fail with its name."""
    try:
        item.obj(**{name: item.funcargs[name] for name in item._fixtureinfo.argnames})
        return
    except NotFound as error:
        name = error.path.partition("[")[0]
        if name in subject.renamed or not subject.asks_for(name):
            raise
        found = _computing(name, item, subject)
        if len(found) != 1:
            raise
    subject.renamed[name] = found[0]
    recorder.renamed.add(item.name.removeprefix("test_"))
    item.stash[CREDIT] = 0.5
    where = subject.where(found[0])
    place = f" (in {where})" if where else ""
    raise NotFound(f"`{found[0]}`{place} computes what is asked of `{name}`: rename it", name)


def _computing(name: str, item: Any, subject: Subject) -> list[str]:
    """Return the names of the tensors with which every check passes that this one is missed by."""
    found = []
    for candidate in subject.candidates()[:_MOST]:
        subject.renamed[name] = candidate
        checks = [item, *(one for one in item.session.items if one is not item)]
        if all(_passes(one, subject, name) for one in checks):
            found.append(candidate)
        del subject.renamed[name]
    return found


def _passes(item: Any, subject: Subject, name: str) -> bool:
    """Say whether a check passes, or fails for want of another name."""
    marker = item.get_closest_marker("check")
    if marker is None or marker.kwargs.get("claim"):
        return True
    try:
        _run(item, subject)
    except NotFound as error:
        return error.path.partition("[")[0] != name
    except ExecutorLost:
        raise
    except (Exception, pytest.fail.Exception):  # whatever a check stumbles over is no right answer
        return False
    return True


def _run(item: Any, subject: Subject) -> None:
    """Call a check's function with fixtures made anew."""
    subject.begin_check()
    again: dict[str, Callable[[], Any]] = {
        "graph": lambda: subject.graph,
        "graphs": lambda: subject.graphs,
        "rng": lambda: subject.rng(item.name),
        "subject": lambda: subject,
        "trace": lambda: subject.trace,
        "printed": lambda: subject.printed,
        "values": lambda: subject.values,
        "exercise": lambda: subject.exercise,
        "attach": lambda: _nothing,
        "credit": lambda: _nothing,
    }
    names = item._fixtureinfo.argnames
    if all(name in again or name in item.funcargs for name in names):
        item.obj(
            **{name: again[name]() if name in again else item.funcargs[name] for name in names}
        )


def _nothing(*args: Any) -> None:
    """Take what a check attaches while it is tried."""
