"""What the collector claims that the student's module did.

All of it is written by a process in which student code ran, so none of it is believed: graphs are
re-run by the executor, and the rest supports at most a quarter of an exercise's points.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from grader.collect.events import MAX_FETCHES, MAX_NODES, Arrays, Event, SaverClaim
from grader.collect.files import Files

# `as`: who reads claims finds here what they are made of.
from grader.collect.stops import Failure as Failure
from grader.collect.stops import Frame as Frame
from grader.foundation.wire import Array

# Bounds that the collector keeps and that decoding checks, so that a forged message of very many
# tiny elements cannot fill the memory of the process that reads it.
STEP = "step()"  # the path under which the pass of a loop in TensorFlow 2 is claimed
MAX_GRAPHS = 1_000
MAX_HANDLES = 2_000
MAX_SNAPSHOTS = 64
MAX_GLOBALS = 10_000
MAX_EVENTS = 60_000
MAX_CHECKPOINTS = 8
MAX_REFUSED = 20
MAX_FAILED_CELLS = 500
MAX_UNCALLED = 20
MAX_GAPS = 20

Dialect = Literal["tf1", "tf2"]
_Lines = Annotated[tuple[int, ...], Meta(max_length=MAX_NODES)]
_Names = Annotated[tuple[str, ...], Meta(max_length=MAX_NODES)]


class Handle(msgspec.Struct, frozen=True):
    """One element of a module global, for example path `weights['out']`.

    where is "" for a global, else the place that binds the name, in words: "`main()`". array: the
    numbers of a small array, where a driver holds it. guessed: no name tells, but how it is used.

    kind is one of variable, tensor, operation, saver, optimizer, eager, long (a tensor that comes
    from more operations than a graph may have), guard (what an `if` of Python's on line `where`
    asked, and as value what it was told), array (a NumPy array that no `Session.run`
    returned) and value (a Python number or string). `fetched` marks a tensor that
    the global held as its value from `Session.run`.
    """

    path: str
    kind: str
    graph: int | None = None
    name: str = ""
    fetched: bool = False
    value: int | float | bool | str | None = None
    saver: SaverClaim | None = None
    where: str = ""
    array: Array | None = None
    guessed: bool = False


class Snapshot(msgspec.Struct, frozen=True):
    """The module's globals at one moment: reason is reset, close or end."""

    reason: str
    handles: Annotated[tuple[Handle, ...], Meta(max_length=MAX_HANDLES)]


class GraphClaim(msgspec.Struct, frozen=True):
    """A graph as GraphDef bytes; lines holds the student's line for each node, 0 if none.

    A graph with more operations than are allowed comes as their number alone.
    """

    operations: int
    definition: bytes
    lines: _Lines
    initializers: Annotated[dict[str, str], Meta(max_length=MAX_NODES)]
    trainable: _Names


class Start(msgspec.Struct, frozen=True):
    """What variables held before the first fed run of `fetches`: those that changed until then."""

    fetches: Annotated[tuple[str, ...], Meta(max_length=MAX_FETCHES)]
    values: Arrays


class SessionClaim(msgspec.Struct, frozen=True):
    """A session and the values its variables ended with, by variable operation name."""

    graph: int
    values: Arrays
    starts: Annotated[tuple[Start, ...], Meta(max_length=MAX_FETCHES)] = ()


class Checkpoint(msgspec.Struct, frozen=True):
    """A checkpoint left in the scratch folder, by its prefix relative to it."""

    prefix: str
    tensors: Arrays


class Uncalled(msgspec.Struct, frozen=True):
    """A function that stands alone on a line, or is defined, and is not called; and its call."""

    line: int
    name: str
    call: str
    defined: bool = False


class Gap(msgspec.Struct, frozen=True):
    """Where a script in TensorFlow 2 leaves it: for Python in its graph, or for NumPy.

    "changed": where an array that a tensor gave is given back with other numbers. "training": where
    variables are written in a function that no graph may hold. "weights": where `fit` counts some
    examples more than others. "number": where Python decides by a number that a tensor gave.
    "metric": where a metric of Keras is asked for a number that cannot be followed. "share": where
    NumPy computes how many of several values are equal, and an accuracy is asked for. "dataset",
    "operation": where rows of `tf.data`, or what another operation made that no graph may hold, are
    what names of the script were computed from.
    """

    kind: Literal[
        "python", "numpy", "changed", "training", "weights", "number", "metric", "share", "dataset",
        "operation",
    ]  # fmt: skip
    line: int
    function: str = ""


class FailedCell(msgspec.Struct, frozen=True):
    """A notebook's cell that raised: its number among those asked for, from 0, and its failure.

    begin, end: its events are those from `begin` on, before `end`.
    """

    cell: int
    failure: Failure
    begin: int
    end: int


def _refused(failure: Failure | None) -> bool:
    return failure is not None and failure.clues.role == "program"


class Gist(msgspec.Struct, frozen=True):
    """What a report says of claims; decoding it passes over graphs, events and values."""

    snapshots: Annotated[tuple[Snapshot, ...], Meta(max_length=MAX_SNAPSHOTS)]
    globals_at_end: Annotated[tuple[str, ...], Meta(max_length=MAX_GLOBALS)]
    failure: Failure | None = None
    left_at: int = 0
    cut: Annotated[tuple[str, ...], Meta(max_length=20)] = ()
    data: Annotated[tuple[str, ...], Meta(max_length=20)] = ()
    failed_cells: Annotated[tuple[FailedCell, ...], Meta(max_length=MAX_FAILED_CELLS)] = ()
    refused_at: Annotated[tuple[int, ...], Meta(max_length=MAX_REFUSED)] = ()
    notes: Annotated[tuple[str, ...], Meta(max_length=50)] = ()
    uncalled: Annotated[tuple[Uncalled, ...], Meta(max_length=MAX_UNCALLED)] = ()
    dialect: Dialect = "tf1"
    gaps: Annotated[tuple[Gap, ...], Meta(max_length=MAX_GAPS)] = ()

    @property
    def unfinished(self) -> bool:
        """Whether an exception ended the run: nothing ran after it, as it does in a notebook."""
        return self.failure is not None and not self.failed_cells and not self.refused

    @property
    def refused(self) -> bool:
        """Whether nothing else was raised than that the grader starts no other programs."""
        return _refused(self.failure) and not self.failed_cells


class Claims(msgspec.Struct, frozen=True):
    """Everything that the collector says about one run of the student's module.

    failure is what ended a script, or what the first of a notebook's failed_cells raised, after
    which the others ran. left_at is the line of a `sys.exit(0)` that ended it, 0 if it ran to its
    last line. data says which data sets its globals hold. refused_at: lines that would have started
    a program. notes: what was answered in place of the student's machine. uncalled: functions
    without brackets. dialect: which TensorFlow it speaks. written: the files that it wrote, if the
    exercise asks for a second run.
    """

    graphs: Annotated[tuple[GraphClaim, ...], Meta(max_length=MAX_GRAPHS)]
    snapshots: Annotated[tuple[Snapshot, ...], Meta(max_length=MAX_SNAPSHOTS)]
    globals_at_end: Annotated[tuple[str, ...], Meta(max_length=MAX_GLOBALS)]
    events: Annotated[tuple[Event, ...], Meta(max_length=MAX_EVENTS)]
    sessions: Annotated[tuple[SessionClaim, ...], Meta(max_length=MAX_EVENTS)]
    checkpoints: Annotated[tuple[Checkpoint, ...], Meta(max_length=MAX_CHECKPOINTS)]
    failure: Failure | None = None
    left_at: int = 0
    cut: Annotated[tuple[str, ...], Meta(max_length=20)] = ()
    data: Annotated[tuple[str, ...], Meta(max_length=20)] = ()
    failed_cells: Annotated[tuple[FailedCell, ...], Meta(max_length=MAX_FAILED_CELLS)] = ()
    refused_at: Annotated[tuple[int, ...], Meta(max_length=MAX_REFUSED)] = ()
    notes: Annotated[tuple[str, ...], Meta(max_length=50)] = ()
    uncalled: Annotated[tuple[Uncalled, ...], Meta(max_length=MAX_UNCALLED)] = ()
    dialect: Dialect = "tf1"
    gaps: Annotated[tuple[Gap, ...], Meta(max_length=MAX_GAPS)] = ()
    written: Files = ()

    @property
    def unfinished(self) -> bool:
        """Whether an exception ended the run: nothing ran after it, as it does in a notebook."""
        return self.failure is not None and not self.failed_cells and not self.refused

    @property
    def refused(self) -> bool:
        """Whether nothing else was raised than that the grader starts no other programs."""
        return _refused(self.failure) and not self.failed_cells

    def of_whole_cells(self) -> "Claims":
        """Return the claims without what was done in cells that raised."""
        failed = self.failed_cells
        kept = tuple(
            event
            for number, event in enumerate(self.events)
            if not any(cell.begin <= number < cell.end for cell in failed)
        )
        return msgspec.structs.replace(self, events=kept)
