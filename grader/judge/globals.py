"""The globals of a script by their paths, in any of the spellings that an exercise takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.collect.claims import Handle
from grader.judge.checks import NotFound
from grader.judge.missing import not_there


@dataclass(frozen=True)
class Globals:
    """aliases: other names of a global. absent: why one that was looked for is not there."""

    handles: Mapping[str, Handle]
    aliases: Mapping[str, Sequence[str]]
    absent: Mapping[str, str]

    def find(self, path: str) -> Handle | None:
        """Return the handle of a global, None if there is none."""
        named = self.handles.get(path)
        if named is not None and not named.guessed:
            return named
        found = [self.handles[one] for one in self._spellings(path) if one in self.handles]
        found += [named] if named is not None else []
        found.sort(key=lambda one: (one.graph is None, one.guessed, one.where != ""))
        return found[0] if found else None

    def get(self, path: str) -> Handle:
        """Return the handle of a global; fail the check, saying why, when there is none."""
        found = self.find(path)
        if found is None:
            raise NotFound(self._message(path), path)
        return found

    def in_graph(self, path: str) -> Handle:
        """Return the handle of a global; fail the check when it is no part of a graph."""
        handle = self.get(path)
        if handle.graph is None:
            raise NotFound(self._message(path), path)
        return handle

    def members(self, path: str) -> list[str]:
        """Return the paths of the elements of a list, tuple or dict, or [path] itself."""
        for spelt in self._spellings(path):
            if found := [
                one for one in self.handles if one == spelt or one.startswith(f"{spelt}[")
            ]:
                return found
        return []

    def why_absent(self, path: str) -> str:
        """Return why a global is not there, "" if that is not known."""
        return self.absent.get(path, "")

    def _spellings(self, path: str) -> list[str]:
        root, bracket, rest = path.partition("[")
        whole = [f"{name}{bracket}{rest}" for name in (root, *self.aliases.get(root, ()))]
        return whole + list(self.aliases.get(path, ()) if bracket else ())

    def _message(self, path: str) -> str:
        known = self.why_absent(path) or self.why_absent(path.split("[")[0])
        return known or not_there(path, self.handles)
