"""What was before a checkpoint and what is after it, as two graphs.

A script in TensorFlow 2 throws no graph away. But one that writes a checkpoint, makes its variables
again and reads the file into the new ones does what a second graph is for. So what its names meant
when it wrote the file is claimed as a graph of its own: the same operations, with other names.
"""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from grader.collect.claims import (
    MAX_EVENTS,
    Event,
    GraphClaim,
    Handle,
    Restore,
    Run,
    Save,
    SaverClaim,
    SessionClaim,
    Snapshot,
)
from grader.collect.eager.checkpoints import Read, Written
from grader.collect.eager.emitter import Emitter, TooLong
from grader.collect.eager.handles import EagerHandles
from grader.collect.eager.nodes import MARK, Node
from grader.collect.eager.sought import restoring, saving
from grader.collect.eager.tape import Tape
from grader.collect.handles import Fetched
from grader.collect.trace import Tracer
from grader.foundation.text import encodable
from grader.foundation.wire import DTYPES, Array, pack


class World:
    """Stands for the graph before a checkpoint; `claim` returns it."""

    def __init__(self, claim: Callable[[], GraphClaim]) -> None:
        self.claim = claim


class Worlds:
    """Claims the checkpoints of a recorded script. variables: what it ends with, by their names."""

    def __init__(
        self,
        tf: Any,
        tape: Tape,
        emitter: Emitter,
        claim: Callable[[], GraphClaim],
        variables: dict[str, Any],
    ) -> None:
        self._tf, self._tape, self._emitter = tf, tape, emitter
        self._claim = claim
        handles = (getattr(one, "handle", None) for one in variables.values())
        marks = (getattr(one, MARK, None) for one in handles)
        self._held: set[Node] = {mark[0] for mark in marks if mark}

    def claim(self, recorder: Tracer, graph: int, session: int) -> tuple[SessionClaim, ...]:
        """Add to a record what was written and read; return the session before, if there is one.

        graph, session: those of the script's end; the session before has the next number.
        """
        checkpoints = self._tape.checkpoints
        if checkpoints.cut:
            recorder.cut.add("events")
        apart = checkpoints.apart(self._held)
        world = World(lambda: self._before(apart))
        first = recorder.graphs.of(world) if apart else graph
        for event in checkpoints.events:
            before = apart is not None and self._is_before(event, apart)
            place = (session + 1, first) if before else (session, graph)
            with contextlib.suppress(TooLong):
                room = MAX_EVENTS - len(recorder.events)
                recorder.events += [*self._events(event, *place)][:room]
        if apart is None:
            return ()
        handles = tuple(self._handles(apart, recorder, world))
        recorder.snapshots.insert(len(recorder.snapshots) - 1, Snapshot("reset", handles))
        return (SessionClaim(first, dict(self._values(apart))),)

    def _is_before(self, event: Written | Read, apart: Written) -> bool:
        if isinstance(event, Written):
            return event.values.keys() <= apart.values.keys()
        found = event.variables()
        return bool(found) and found <= apart.values.keys()

    def _events(self, event: Written | Read, session: int, graph: int) -> Iterator[Event]:
        path = encodable(event.path)
        if isinstance(event, Written):
            name = self._emitter.operation(event.node)
            yield Save(session, graph, path, path, SaverClaim("", name, name))
            return
        sought = event.sought()
        if event.failed and sought:
            name = restoring(self._emitter, sought)
        else:
            name = self._emitter.step("restored", event.writes)
        wanted = saving(self._emitter, sought) if sought else ""
        yield Restore(session, graph, path, SaverClaim("", wanted, name), event.failed)
        for variable, write in event.over.items():
            name = self._emitter.step("written", {variable: write})
            yield Run(session, graph, (name,), (), {})

    def _before(self, apart: Written | None) -> GraphClaim:
        """Return the graph before a checkpoint: of its variables, those count that were written."""
        written = apart.values if apart else ()
        names = tuple(self._emitter.tensor((one, 0)).split(":")[0] for one in written)
        return msgspec.structs.replace(self._claim(), trainable=names)

    def _handles(self, apart: Written, recorder: Tracer, world: object) -> Iterator[Handle]:
        """Yield the variables and checkpoints that names held when the file was written."""
        reader = EagerHandles(
            self._tf.compat.v1, recorder.graphs, Fetched(), self._tape, self._emitter, world
        )
        for handle in reader.read(apart.names):
            if handle.kind in ("variable", "saver", "value"):
                yield handle

    def _values(self, apart: Written) -> Iterator[tuple[str, Array]]:
        for variable, value in apart.values.items():
            if value.dtype.name in DTYPES:
                yield self._emitter.tensor((variable, 0)).split(":")[0], pack(value)
