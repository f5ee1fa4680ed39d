"""Which of the names that a script binds outside its globals count, and where they were found.

A global comes first. Of several places that bind a name to different things, the one counts whose
thing the last session ran; else the one that was bound last.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from grader.collect.bound import Place
from grader.collect.claims import MAX_HANDLES, Handle
from grader.collect.handles import HandleReader, public_names

_WHERE = 200


class LastRan:
    """What the last session of a script ran: the names of operations of one graph."""

    def __init__(self) -> None:
        self._session: Any = None
        self._fetched: set[str] = set()

    def note(self, session: Any, names: Sequence[str]) -> None:
        """Take the fetches of one run."""
        if session is not self._session:
            self._session, self._fetched = session, set()
        if len(self._fetched) < MAX_HANDLES:
            self._fetched.update(name.partition(":")[0] for name in names)

    def operations(self) -> tuple[Any, set[str]]:
        """Return the graph, and the names of all operations that the runs needed."""
        if self._session is None:
            return None, set()
        graph = self._session.graph
        found: set[str] = set()
        waiting = list(self._fetched)
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found.add(name)
            try:
                operation = graph.get_operation_by_name(name)
            except (KeyError, ValueError):
                continue
            waiting += [one.op.name for one in operation.inputs]
            waiting += [one.name for one in operation.control_inputs]
        return graph, found


def bound_handles(
    reader: HandleReader,
    handles: Sequence[Handle],
    places: Sequence[Place],
    ran: Callable[[], tuple[int | None, set[str]]],
) -> tuple[Handle, ...]:
    """Return handles of the names that no global binds, each with its place.

    ran: the number of the graph that ran last, and the names of the operations that did.
    """
    taken = {_root(one.path): one.kind for one in handles if one.kind != "value"}
    plain = {_root(one.path) for one in handles if one.kind == "value"}
    found: dict[str, list[tuple[Handle, ...]]] = {}
    for place in places:
        for name in public_names(place.names):
            if name in taken or len(found) > MAX_HANDLES:
                continue
            here = tuple(
                msgspec.structs.replace(one, where=place.where[:_WHERE])
                for one in reader.of(name, place.names[name])
            )
            if here and not (name in plain and all(one.kind == "value" for one in here)):
                found.setdefault(name, []).append(here)
    chosen = [_chosen(candidates, ran) for candidates in found.values()]
    return tuple(handle for one in chosen for handle in one)[: MAX_HANDLES - len(handles)]


def _chosen(
    candidates: list[tuple[Handle, ...]], ran: Callable[[], tuple[int | None, set[str]]]
) -> tuple[Handle, ...]:
    """Return the candidate that the last session ran, else the last, one of a graph if any is."""
    of_graphs = [one for one in candidates if any(handle.graph is not None for handle in one)]
    chosen = (of_graphs or candidates)[-1]
    if len({_meant(one) for one in of_graphs}) > 1:
        graph, operations = ran()
        running = [
            one
            for one in of_graphs
            if all(h.graph == graph and h.name.partition(":")[0] in operations for h in one)
        ]
        chosen = (running or of_graphs)[-1]
    # The same thing may have been bound before: an object of a global is easier to find.
    return next(one for one in candidates if _meant(one) == _meant(chosen))


def _meant(candidate: tuple[Handle, ...]) -> tuple[Any, ...]:
    return tuple((one.path, one.kind, one.graph, one.name, one.value) for one in candidate)


def _root(path: str) -> str:
    return path.partition("[")[0]
