"""The trace and the printed text as a check sees them. All of it is claims."""

import posixpath
import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from grader.collect.claims import Claims
from grader.collect.events import Event, Feed, Reset, Restore, Run, Save
from grader.foundation.wire import Array, WireError, unpack
from grader.judge.checks import CheckFailed

_DAMAGED = "what the script left behind of its runs is damaged"
_DRIVE = re.compile(r"^[A-Za-z]:[\\/]")
_NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")

_FIELD = r"([-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|nan|inf))"


class Kind(NamedTuple):
    """What runs may have in common: their session and graph, and the names in them."""

    session: int
    graph: int
    fetches: tuple[str, ...]
    fed: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Trace:
    """What the student's script asked TensorFlow to do, in order.

    kept: what was worked out from it once, for all checks.
    """

    claims: Claims
    kept: dict[Hashable, Any] = field(default_factory=dict, compare=False)

    @property
    def events(self) -> tuple[Event, ...]:
        """All events: Run, Save, Restore, Reset."""
        return self.claims.events

    @cached_property
    def runs(self) -> list[Run]:
        """All `Session.run` calls that returned."""
        return [event for event in self.events if isinstance(event, Run)]

    @cached_property
    def places(self) -> list[int]:
        """The place of each of `runs` among all events."""
        return [at for at, event in enumerate(self.events) if isinstance(event, Run)]

    @cached_property
    def kinds(self) -> list[Kind]:
        """The kind of each of `runs`: a loop has thousands of runs, of a few kinds."""
        return [
            Kind(run.session, run.graph, run.fetches, tuple([feed.name for feed in run.feeds]))
            for run in self.runs
        ]

    @property
    def saves(self) -> list[Save]:
        """All `Saver.save` calls that returned."""
        return [event for event in self.events if isinstance(event, Save)]

    @property
    def restores(self) -> list[Restore]:
        """All `Saver.restore` calls, failed ones too."""
        return [event for event in self.events if isinstance(event, Restore)]

    @property
    def resets(self) -> list[Reset]:
        """All resets of a default graph that had operations."""
        return [event for event in self.events if isinstance(event, Reset)]

    def fetched(self, name: str, graph: int | None = None) -> Iterator[tuple[Run, npt.NDArray]]:  # type: ignore[type-arg]
        """Yield every run that fetched the tensor `name`, with the (small) value it returned."""
        for run in self.runs:
            if graph is None or run.graph == graph:
                value = run.values.get(name)
                if value is not None:
                    yield run, claimed_array(value)

    def final_values(self, session: int) -> dict[str, npt.NDArray]:  # type: ignore[type-arg]
        """Return the values that a session's variables ended with, by operation name."""
        if not 0 <= session < len(self.claims.sessions):
            return {}
        values = self.claims.sessions[session].values
        return {name: claimed_array(value) for name, value in values.items()}

    def values_of(self, path: str) -> list[int | float | bool | str]:
        """Return the plain values that a global was seen to hold, in order."""
        handles = (one for shot in self.claims.snapshots for one in shot.handles)
        return [one.value for one in handles if one.path == path and one.value is not None]

    def start_values(self, session: int, operations: Sequence[str]) -> dict[str, npt.NDArray]:  # type: ignore[type-arg]
        """Return what a session's variables held before `operations` were first run together.

        Empty where that was not noted; by operation name.
        """
        if not 0 <= session < len(self.claims.sessions):
            return {}
        values: dict[str, Array] = {}
        for start in self.claims.sessions[session].starts:
            values.update(start.values)
            if {*operations} <= {*start.fetches}:
                return {name: claimed_array(value) for name, value in values.items()}
        return {}

    def checkpoint(self, path: str) -> dict[str, npt.NDArray] | None:  # type: ignore[type-arg]
        """Return the tensors of a checkpoint that the script left, by the path it gave.

        A script may have changed its folder: then the path is the end of where the file is.
        """
        left = self.claims.checkpoints
        found = [one for one in left if same_path(one.prefix, path)]
        if not found:
            end = f"/{posixpath.normpath(path)}"
            found = [one for one in left if f"/{one.prefix}".endswith(end)]
        if not found:
            return None
        return {name: claimed_array(value) for name, value in found[0].tensors.items()}


def rows_of(feed: Feed) -> npt.NDArray[np.uint32]:
    """Return uint32 [n]: the digest of each fed row, empty if none was kept."""
    if len(feed.rows) % 4:
        raise CheckFailed(_DAMAGED)
    return np.frombuffer(feed.rows, "<u4")


def claimed_array(value: Array) -> npt.NDArray[Any]:
    """Return the array of a claim; fail the check when a forged one contradicts itself."""
    try:
        return unpack(value)
    except WireError as error:
        raise CheckFailed(_DAMAGED) from error


@dataclass(frozen=True)
class Printed:
    """What the script wrote to standard output."""

    text: str

    def blocks(self, *template: str) -> list[list[float]]:
        """Return the numbers of every place where lines follow each other as in the template.

        In a line of it, `{}` stands for a number: `"\\tTraining Cost: {}"`. Blanks at a line's end
        do not count.
        """
        wanted = [_pattern(line) for line in template]
        lines = self.text.split("\n")
        found: list[list[float]] = []
        at = 0
        while at + len(wanted) <= len(lines):
            here = [one.fullmatch(lines[at + n]) for n, one in enumerate(wanted)]
            if all(here):
                found.append([float(text) for one in here if one for text in one.groups()])
            at += len(wanted) if all(here) else 1
        return found

    @property
    def numbers(self) -> npt.NDArray[np.float64]:
        """All numbers in the text, in order."""
        found = [float(word) for word in _NUMBER.findall(self.text)]
        return np.array(found, np.float64)

    def shows(self, values: npt.ArrayLike, atol: float = 0.0051) -> bool:
        """Say whether every value appears among the printed numbers, to two decimals."""
        numbers = self.numbers
        wanted = np.asarray(values, np.float64).ravel()
        if not numbers.size:
            return False
        nearest = np.abs(numbers[None, :] - wanted[:, None]).min(axis=1)
        return bool(np.all(nearest <= atol))


def _pattern(line: str) -> re.Pattern[str]:
    """Return what a line matches that is printed as in a template."""
    literal = [re.escape(part) for part in re.split(r"\{[^{}]*\}", line.rstrip())]
    return re.compile(_FIELD.join(literal) + r"\s*")


def same_path(one: str, other: str) -> bool:
    """Say whether two paths that a script used in its folder mean the same file."""
    a, b = (posixpath.normpath(_DRIVE.sub("/", path)) for path in (one, other))
    a, b = (path.replace("\\", "/") if "\\" in path else path for path in (a, b))
    absolute, relative = (a, b) if posixpath.isabs(a) else (b, a)
    return a == b or (posixpath.isabs(absolute) and absolute.endswith(f"/{relative}"))
