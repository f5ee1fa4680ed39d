"""A training that goes on in a later session, which restores what an earlier one saved. Claims.

It goes on where every trained variable holds what was restored, when the later session begins to
train. A session whose initializer ran after the restore begins anew.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from sys import maxsize

from grader.collect.events import Restore, Run, Save
from grader.judge.trace import same_path
from grader.networks.roles import Roles

# A restore is looked up among the paths that were saved to last.
_PATHS = 64

Placed = tuple[int, Run | Save | Restore]


@dataclass(frozen=True)
class Origin:
    """What a session begins with: restored at `begin`, as `session` had saved it at `end`.

    Both are places in the trace.
    """

    begin: int
    session: int
    end: int


@dataclass(frozen=True)
class Part:
    """A part of a training: what a session did from place `begin` of the trace on, before `end`."""

    session: int
    begin: int
    end: int


def origins_of(
    events: Iterable[Placed],
    steps: Mapping[int, Sequence[int]],
    roles: Roles,
) -> dict[int, Origin]:
    """Return by session what the trained variables held when it began to train, if restored.

    events: saves, restores, and runs that train or initialise, in order, each with its place in the
    trace. steps: the places of training runs by session, in order.
    """
    saved: dict[str, tuple[int, int]] = {}
    held: dict[int, dict[str, Origin | None]] = {}
    for at, event in events:
        session = event.session
        if isinstance(event, Save):
            saved.pop(event.written, None)
            saved[event.written] = session, at
        elif session not in steps or at < steps[session][0]:
            written, origin = roles.set_by(*_run_by(event)), None
            if isinstance(event, Restore):
                origin = _read(event, at, saved)
            held.setdefault(session, {}).update(dict.fromkeys(written, origin))
    found = {one: _common(one, now, roles.variables) for one, now in held.items()}
    return {session: origin for session, origin in found.items() if origin}


def longest(steps: Mapping[int, Sequence[int]], origins: Mapping[int, Origin]) -> list[Part]:
    """Return the parts of the training with most steps, without those that have none.

    steps: the places of training runs by session, in order.
    """
    earlier: dict[int, int] = {}
    for session, origin in sorted(origins.items(), key=lambda pair: pair[1].begin):
        above = earlier.get(origin.session, 0) if _before(origin, origins) else 0
        earlier[session] = above + bisect_left(steps.get(origin.session, ()), origin.end)
    session = max(steps, key=lambda one: earlier.get(one, 0) + len(steps[one]))
    last = origins.get(session)
    parts = [Part(session, last.begin if last else 0, maxsize)]  # to its end
    while last is not None:
        before = _before(last, origins)
        parts.insert(0, Part(last.session, before.begin if before else 0, last.end))
        last = before
    return [part for part in parts if _has_steps(part, steps)]


def _run_by(event: Run | Restore) -> Sequence[str]:
    """Return the operations that an event ran; none where a restore failed."""
    if isinstance(event, Run):
        return event.fetches
    return () if event.failed else (event.saver.restore_op,)


def _read(event: Restore, at: int, saved: dict[str, tuple[int, int]]) -> Origin | None:
    latest = islice(reversed(saved), _PATHS)
    path = next((one for one in latest if same_path(one, event.path)), None)
    return None if path is None else Origin(at, *saved[path])


def _common(
    session: int, held: Mapping[str, Origin | None], variables: frozenset[str]
) -> Origin | None:
    """Return the origin of all variables, None unless all are from one other session."""
    found = [one for one in map(held.get, variables) if one is not None]
    sessions = {one.session for one in found}
    if len(found) < len(variables) or len(sessions) != 1 or session in sessions:
        return None
    begin, end = max(one.begin for one in found), max(one.end for one in found)
    return Origin(begin, sessions.pop(), end)


def _before(origin: Origin, origins: Mapping[int, Origin]) -> Origin | None:
    """Return the origin of what was saved, None where the session that saved it began anew."""
    found = origins.get(origin.session)
    return found if found and found.begin < origin.end else None


def _has_steps(part: Part, steps: Mapping[int, Sequence[int]]) -> bool:
    return any(part.begin <= at < part.end for at in steps.get(part.session, ()))
