"""What the variables held before a script's fed runs: where its training started.

Which run trains is for the judge to find out. So the values are read before the first run of every
different set of fetches that is fed anything, and kept as far as they changed.
"""

from collections.abc import Callable
from typing import Any

from grader.collect.claims import Start
from grader.foundation.wire import Array

_PER_SESSION = 8
_BUDGET = 4 << 20


class Starts:
    """Collects the values before fed runs. `read` returns the values of a session's variables."""

    def __init__(self, read: Callable[[Any], dict[str, Array]]) -> None:
        self._read = read
        self._found: dict[int, list[Start]] = {}
        self._last: dict[int, dict[str, Array]] = {}
        self._left = _BUDGET
        self.cut = False

    def note(self, number: int, session: Any, names: tuple[str, ...]) -> None:
        """Read the variables of session `number`, unless a run of these fetches came before."""
        found = self._found.setdefault(number, [])
        if self.cut or len(found) >= _PER_SESSION or any(one.fetches == names for one in found):
            return
        last = self._last.setdefault(number, {})
        values = {n: value for n, value in self._read(session).items() if last.get(n) != value}
        self._left -= sum(len(value.data) for value in values.values())
        if self._left < 0:
            self.cut = True
            return
        last.update(values)
        found.append(Start(names, values))

    def of(self, number: int) -> tuple[Start, ...]:
        """Return what was noted of a session, in order."""
        return tuple(self._found.get(number, ()))
