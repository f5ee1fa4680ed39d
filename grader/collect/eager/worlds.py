"""What was before a checkpoint and what is after it, as two sessions, and maybe as two graphs.

A script in TensorFlow 2 has no sessions and throws no graph away. But one that writes a file and
reads it into other variables, or into its own when these hold something else, does what a second
session is for: what it did before it read the file is claimed as the first session, the rest as the
second. If the variables are others, what its names meant when it wrote the file is claimed as a
graph of its own: the same operations, with other names.
"""

import contextlib
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from grader.collect.bound import Bound
from grader.collect.choice import bound_handles
from grader.collect.claims import GraphClaim, Handle, SessionClaim
from grader.collect.eager.checkpoints import Checkpoints, Read, Written
from grader.collect.eager.emitter import Emitter
from grader.collect.eager.graphdef import TooLong
from grader.collect.eager.handles import EagerHandles
from grader.collect.eager.nodes import Node
from grader.collect.eager.sought import restoring, saving
from grader.collect.events import Event, Restore, Run, Save, SaverClaim
from grader.foundation.text import encodable
from grader.foundation.wire import DTYPES, Array, pack

# From a time of the script to the numbers of its session and of its graph.
Place = Callable[[float], tuple[int, int]]
_WHERE = "what wrote the checkpoint"


class World:
    """Stands for the graph before a checkpoint; `claim` returns it."""

    def __init__(self, claim: Callable[[], GraphClaim]) -> None:
        self.claim = claim


class Worlds:
    """Tells the times of a recorded script. held: the variables that its names hold in the end.

    before: the file that was written in the first of two sessions, None if there is but one.
    """

    def __init__(
        self, checkpoints: Checkpoints, emitter: Emitter, held: set[Node], session: int
    ) -> None:
        self._checkpoints, self._emitter = checkpoints, emitter
        self._session = session
        apart = checkpoints.apart(held)
        self.before = apart.written if apart else None
        self.again = bool(apart and apart.again)
        self._cut = apart.cut if apart else -math.inf
        self.first = self.last = 0

    def number(self, first: int, last: int) -> None:
        """Take the numbers of the graphs before and after."""
        self.first, self.last = first, last

    def place(self, order: float) -> tuple[int, int]:
        """Return the numbers of the session and of the graph in which something was done."""
        if order < self._cut:
            return self._session + 1, self.first
        return self._session, self.last

    def restored(self) -> dict[Node, Node]:
        """Return for variables of the first session those of the second that got their values."""
        written = self.before.keys if self.before else {}
        later = [one for one in self._checkpoints.events if isinstance(one, Read)]
        return {
            written[key]: variable
            for one in later
            if one.order >= self._cut
            for key, variable in one.keys.items()
            if key in written
        }

    def names(self, variables: Iterable[Node]) -> tuple[str, ...]:
        """Return the names of variables in the graph."""
        return tuple(self._emitter.tensor((one, 0)).split(":")[0] for one in variables)

    def events(self) -> Iterator[tuple[float, Event]]:
        """Yield what was written and read, and what was written over it, with its time."""
        for event in self._checkpoints.events:
            with contextlib.suppress(TooLong):
                yield from self._events(event)

    def session(self, ended: dict[str, Array]) -> tuple[SessionClaim, ...]:
        """Return the first of two sessions, none if there is but one.

        ended: what the variables of the script hold in its end.
        """
        if self.before is None:
            return ()
        return (SessionClaim(self.first, {**ended, **dict(self._values(self.before))}),)

    def handles(self, reader: EagerHandles, bound: Bound, globals_: dict[str, Any]) -> list[Handle]:
        """Return the variables, checkpoints and values that names held when the file was written.

        And tensors of functions, those that no later variable decides.
        """
        assert self.before is not None
        names = self.before.names
        mine = {name: value for name, value in names.items() if name in globals_}
        found = list(reader.read(mine))
        found += bound_handles(reader, found, bound.held_in(names, _WHERE), reader.ran)
        found = [one for one in found if one.kind in ("variable", "saver", "value")]
        inside = bound_handles(reader, found, bound.places(globals_), reader.ran)
        return [
            *found,
            *(one for one in inside if one.kind == "tensor" and self._is_old(one, reader)),
        ]

    def _is_old(self, handle: Handle, reader: EagerHandles) -> bool:
        """Say whether variables decide a tensor, all of which the reader found before the file."""
        behind = self._emitter.graph.behind(handle.name.split(":")[0])
        decide = behind & self._emitter.graph.handles()
        known = self.names(self.before.values if self.before else ())
        return bool(decide) and decide <= {*known, *reader.variables}

    def _events(self, event: Written | Read) -> Iterator[tuple[float, Event]]:
        path = encodable(event.path)
        session, graph = self.place(event.order)
        if isinstance(event, Written):
            name = self._emitter.operation(event.node)
            yield event.order, Save(session, graph, path, path, SaverClaim("", name, name))
            return
        sought = event.sought()
        if self.again and self.before and event.variables() <= self.before.values.keys():
            session, graph = self._session + 1, self.first  # whenever that is
        if event.failed and sought:
            name = restoring(self._emitter, sought)
        else:
            name = self._emitter.step("restored", event.writes)
        wanted = saving(self._emitter, sought) if sought else ""
        claim = SaverClaim("", wanted, name)
        yield event.order, Restore(session, graph, path, claim, event.failed, event.by_hand)
        for variable, write in event.over.items():
            name = self._emitter.step("written", {variable: write})
            yield write.order, Run(*self.place(write.order), (name,), (), {})

    def _values(self, written: Written) -> Iterator[tuple[str, Array]]:
        for variable, value in written.values.items():
            if value.dtype.name in DTYPES:
                yield self._emitter.tensor((variable, 0)).split(":")[0], pack(value)
