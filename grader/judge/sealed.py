"""The second run of a script, in which all files that it wrote held drawn numbers.

What its variables ended with is a claim, but one that nobody can make up: the numbers are drawn for
this run alone, and are nowhere but in its files. So which file a variable was read from is proved.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy.typing as npt

from grader.catalog.rules import HandleRules
from grader.collect.claims import Claims
from grader.foundation.seals import Seal, Seals, secret_of
from grader.judge.trace import claimed_array
from grader.judge.views import main_view, views


@dataclass(frozen=True)
class Sealed:
    """What the script's variables held when that run ended. seed: the student's."""

    claims: Claims
    rules: HandleRules
    seed: bytes

    def ended(self, path: str) -> npt.NDArray[Any] | None:
        """Return what a variable ended with in that run, None if it was not there."""
        name, graph = self._names.get(path, ("", 0))
        for session in self.claims.sessions:
            if session.graph == graph and name in session.values:
                return claimed_array(session.values[name])
        return None

    def origin(self, path: str) -> Seal | None:
        """Return from which of its files a variable was read: its `form`, `file` and `array`.

        None if it holds what it was given otherwise. All numbers of an array are compared.
        """
        array = self.ended(path)
        return None if array is None else _seals(self.seed).origin(array)

    @cached_property
    def _names(self) -> dict[str, tuple[str, int]]:
        """The variables' names in the graph, and its number, by their paths."""
        view = main_view(views(self.claims, self.rules))
        handles = view.handles if view else {}
        return {
            path: (one.name, one.graph)
            for path, one in handles.items()
            if one.kind == "variable" and one.graph is not None
        }


@lru_cache(maxsize=1)
def _seals(seed: bytes) -> Seals:
    """Return what knows all numbers of a student; each check asks again."""
    return Seals(secret_of(seed))
