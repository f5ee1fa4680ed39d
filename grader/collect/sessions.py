"""The sessions of a script: their numbers, and what their variables held at start and end."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.collect.claims import SessionClaim
from grader.collect.fetches import variables_of
from grader.collect.handles import GraphIndex
from grader.collect.starts import Starts
from grader.foundation.wire import DTYPES, Array, pack

_BUDGET = 5 << 20


class Sessions:
    """Numbers sessions in the order in which they were first seen, and reads their variables.

    run: the `Session.run` to read them with, which is not recorded.
    """

    run: Callable[..., Any]

    def __init__(self, tf: Any) -> None:
        self._errors = (tf.errors.OpError, RuntimeError)
        self._sessions: list[Any] = []
        self._ends: dict[int, dict[str, Array]] = {}
        self.starts = Starts(self._values)

    def number(self, session: Any) -> int:
        """Return the number of a session, a new one if it has not been seen."""
        for number, known in enumerate(self._sessions):
            if known is session:
                return number
        self._sessions.append(session)
        return len(self._sessions) - 1

    def begin(self, session: Any, fetches: tuple[str, ...]) -> None:
        """Note what the variables hold before a fed run of these fetches."""
        self.starts.note(self.number(session), session, fetches)

    def end(self, session: Any) -> bool:
        """Read the final values of a session; return whether they had not been read before."""
        number = self.number(session)
        if number in self._ends:
            return False
        self._ends[number] = self._values(session)
        return True

    def finish(self) -> None:
        """Read the final values of the sessions that were left open."""
        for session in self._sessions:
            self.end(session)

    def claims(self, graphs: GraphIndex) -> tuple[tuple[SessionClaim, ...], bool]:
        """Return every session, the latest first in line for space, and whether all had it."""
        left, whole = _BUDGET, True
        claims: list[SessionClaim] = []
        for number in reversed(range(len(self._sessions))):
            values = self._ends.get(number, {})
            size = sum(len(value.data) for value in values.values())
            if size > left:
                values, whole = {}, False
            else:
                left -= size
            graph = graphs.of(self._sessions[number].graph)
            claims.append(SessionClaim(graph, values, self.starts.of(number)))
        return tuple(reversed(claims)), whole

    def _values(self, session: Any) -> dict[str, Array]:
        """Fetch every variable that has a value; the graph is not touched."""
        variables = {v.op.name: v for v in variables_of(session.graph)}
        try:
            found = self.run(session, variables) if variables else {}
        except self._errors:  # some have no value yet: ask one at a time
            found = {}
            for name, variable in variables.items():
                try:
                    found[name] = self.run(session, variable)
                except self._errors:
                    continue  # no value: nothing to claim for it
        return {
            name: pack(value)
            for name, value in found.items()
            if isinstance(value, np.ndarray | np.generic) and value.dtype.name in DTYPES
        }
