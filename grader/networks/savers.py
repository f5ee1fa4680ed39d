"""A checkpoint's way through a script: the graph that saves it, the graph that restores it.

Which graphs and savers these are, the trace says; what the savers really write and restore, and
under which names, is found out by running them on the judge's values.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from grader.collect.events import Restore, Run, Save, SaverClaim
from grader.judge.checks import CheckFailed, absent
from grader.judge.connection import GraphError
from grader.judge.graph import ArrayMap, Graph
from grader.judge.subject import Subject
from grader.judge.trace import Trace, same_path
from grader.networks.ends import Arrays, End, Shapes
from grader.networks.pairing import Names, Pairing, pairing

Apart = Literal["graphs", "sessions"]


@dataclass(frozen=True)
class Way:
    """The two ends. `save` and `restore` are the calls that connect them, None if missing.

    The savers of the second end are all those that read the same checkpoint in that session: a
    script may have one for each variable. `restore` is the last of these calls.
    """

    first: End
    second: End | None
    save: Save | None
    restore: Restore | None

    def restored_in_first(self, trace: Trace) -> bool:
        """Say whether `Saver.restore` went well in the first graph."""
        first = self.first.graph.number
        return any(event.graph == first and not event.failed for event in trace.restores)

    def written(self, trace: Trace, names: Names) -> Arrays:
        """Return what the script's own checkpoint holds of each global (a claim)."""
        stored = (trace.checkpoint(self.save.written) if self.save else None) or {}
        return {path: stored[name] for path, found in names.items() for name in found & set(stored)}

    def arrived(self, trace: Trace, rng: np.random.Generator) -> bool:
        """Say whether the second graph ended with what was saved, however it got it (a claim)."""
        if self.save is None or self.second is None:
            return False
        try:
            held = self.written(trace, self.first.names(self.drawn(rng)))
            names = {path: self.second.variable(path) for path in self.second.shapes}
        except (CheckFailed, GraphError):  # a part is missing
            return False
        number = self.second.graph.number
        ends = [
            trace.final_values(one) for one in {r.session for r in trace.runs if r.graph == number}
        ]
        return any(
            all(same(end.get(name), held.get(path)) for path, name in names.items()) for end in ends
        )

    def drawn(self, rng: np.random.Generator, scale: float = 1.0) -> Arrays:
        """Return float32 values for the globals, no two of them equal."""
        shapes = self.first.shapes.items()
        return {path: (scale * rng.normal(size=sides)).astype(np.float32) for path, sides in shapes}

    def pairing(self, rng: np.random.Generator) -> tuple[Pairing, str]:
        """Return how the names of the two ends fit; "agree" when that cannot be found out."""
        if self.second is None:
            return "agree", ""
        try:
            ends = (self.first, self.second)
            return pairing(*(end.names(self.drawn(rng)) for end in ends))
        except GraphError:
            return "agree", ""

    def carried(self, values: ArrayMap) -> Arrays:
        """Save `values` in the first graph, restore them in the second, return what is there."""
        if self.second is None:
            absent("nothing was restored in a second graph")
        self.first.put(values)
        checkpoint = self.first.saved()
        self.second.put({path: np.zeros_like(value) for path, value in values.items()})
        self.second.restore(checkpoint)
        return self.second.get()


def checkpoint_way(subject: Subject, shapes: Shapes, apart: Apart = "graphs") -> Way:
    """Return the way of the checkpoint that holds the globals in `shapes`.

    apart: whether save and restore are to be in different graphs, or in different sessions, of one
    graph or two. Fails the check when no graph shows any of the exercise's globals.
    """
    shown = [graph.number for graph in subject.graphs] or [subject.graph.number]
    save, restore = _calls(subject.trace, apart)

    def end(place: Literal["first", "second"], number: int, calls: list[Save | Restore]) -> End:
        graph = subject.numbered(number)
        savers = tuple(dict.fromkeys(call.saver for call in calls)) if calls else _savers(graph)
        return End(place, graph, savers, shapes)

    first = save.graph if save else shown[0]
    others = [restore.graph] if restore else [number for number in shown if number != first]
    reads = [*_beside(subject.trace, restore), restore] if restore else []
    second = end("second", others[-1], [*reads]) if others else None
    return Way(end("first", first, [save] if save else []), second, save, restore)


def same(found: npt.ArrayLike | None, wanted: npt.ArrayLike | None) -> bool:
    """Say whether both are there and equal, bit for bit."""
    return found is not None and wanted is not None and np.array_equal(found, wanted)


def runs_after(trace: Trace, call: Save | Restore, within: Apart = "sessions") -> list[Run]:
    """Return the runs that came after a call, in its session or in any session of its graph."""
    position = next(n for n, event in enumerate(trace.events) if event is call)
    return [
        event
        for event in trace.events[position + 1 :]
        if isinstance(event, Run)
        and (event.graph == call.graph if within == "graphs" else event.session == call.session)
    ]


def _calls(trace: Trace, apart: Apart) -> tuple[Save | None, Restore | None]:
    """Return the save and the restore that belong together, in different graphs or sessions.

    One that did not fail is preferred, then one with the path that was saved, then the latest.
    """
    saves = [(n, event) for n, event in enumerate(trace.events) if isinstance(event, Save)]
    restores = [
        (n, event)
        for n, event in enumerate(trace.events)
        if isinstance(event, Restore) and not event.by_hand
    ]
    pairs = [
        ((not restore.failed, same_path(save.written, restore.path), m, n), save, restore)
        for n, save in saves
        for m, restore in restores
        if n < m and _apart(save, restore, apart)
    ]
    if pairs:
        return max(pairs, key=lambda pair: pair[0])[1:]
    return (saves[-1][1] if saves else None), None


def _beside(trace: Trace, restore: Restore) -> Iterator[Restore]:
    """Yield the restores before this one, in its session, that read the same checkpoint."""
    for event in trace.restores:
        if event is restore:
            return
        where = event.graph, event.session, event.by_hand
        alike = where == (restore.graph, restore.session, restore.by_hand)
        if alike and not event.failed and same_path(event.path, restore.path):
            yield event


def _apart(save: Save, restore: Restore, apart: Apart) -> bool:
    if apart == "sessions":
        return save.session != restore.session
    return save.graph != restore.graph


def _savers(graph: Graph) -> tuple[SaverClaim, ...]:
    """Return the saver that a global holds: `saver`, or else any."""
    held = [handle.saver for handle in graph.handles.values() if handle.saver is not None]
    if graph.has("saver"):
        named = graph.handle("saver").saver
        return (named,) if named else ()
    return tuple(held[-1:])
