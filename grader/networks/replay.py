"""What a script ran before its training, run again in the executor on another checkpoint.

However a script loads values, with a `Saver`, with `tf.train.init_from_checkpoint`, or by reading
the file and feeding what it read, it is a sequence of restores and runs, which the trace tells. An
array that was fed is known by the digests of its rows.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from grader.collect.digest import row_digests
from grader.collect.events import Feed, Restore, Run
from grader.judge.checks import CheckFailed
from grader.judge.connection import GraphError
from grader.judge.graph import Graph
from grader.judge.trace import Trace, rows_of
from grader.networks.training import Training, find_training

# No script needs as many to load a checkpoint.
_MOST = 40

Values = npt.NDArray[np.generic]
Arrays = Mapping[str, Values]
Events = Sequence[Run | Restore]


@dataclass(frozen=True)
class Loading:
    """How a script loads a file: its graph, what it ran for it, and what the file held then.

    names: for each global that is to be loaded its name in the file.
    """

    graph: Graph
    trace: Trace
    events: Events
    shipped: Arrays
    names: Mapping[str, str]

    def on(self, checkpoint: Arrays, rng: np.random.Generator) -> "LoadedValues":
        """Run it again as if the file held `checkpoint`. Variables begin with drawn values."""
        for path, name in self.names.items():
            if self.graph.variable(path):  # it may have no value, where it is not initialised
                sides = self.graph.shape(path) or ()
                known = tuple(side for side in sides if side is not None)
                shape = known if known and known == sides else checkpoint[name].shape
                self.graph.assign({path: rng.normal(size=shape)})
        right = [not self._differing(checkpoint) for _ in self._replay(checkpoint)]
        wrong = self._differing(checkpoint)
        embedded = checkpoint is not self.shipped and not self._differing(self.shipped)
        return LoadedValues(wrong, bool(wrong) and any(right), embedded)

    def claimed(self, values: Arrays) -> bool:
        """Say whether variables with these values (claims), by operation name, are loaded ones."""
        found = [values.get(self.graph.variable(path), ()) for path in self.names]
        return all(
            np.array_equal(np.ravel(one), np.ravel(self.shipped[name]))
            for one, name in zip(found, self.names.values(), strict=True)
        )

    def _differing(self, checkpoint: Arrays) -> tuple[str, ...]:
        """Return the globals that do not hold the checkpoint's values, bit for bit."""
        return tuple(
            path
            for path, name in self.names.items()
            if not np.array_equal(np.ravel(self.graph.run(path)), np.ravel(checkpoint[name]))
        )

    def _replay(self, checkpoint: Arrays) -> Iterator[None]:
        """Run everything that wrote variables; yield after each. Failed restores are left out."""
        for event in self.events:
            if isinstance(event, Restore):
                if not event.failed:
                    self.graph.restore(self._file(event, checkpoint), event.saver)
                    yield
                continue
            feeds = dict(self._known_feeds(event, checkpoint))
            for name in dict.fromkeys(event.fetches):
                if _writes(self.graph, name):
                    _run(self.graph, name, checkpoint, feeds)
                    yield

    def _file(self, event: Restore, checkpoint: Arrays) -> Arrays:
        """Return what a restore reads: the checkpoint, and what another file of the script's has.

        In a file that the script wrote, too, what came from the shipped one is the checkpoint's.
        """
        own = self.trace.checkpoint(event.path) or {}
        return {name: self._stand_in(array, checkpoint) for name, array in own.items()} | dict(
            checkpoint
        )

    def _stand_in(self, array: Values, checkpoint: Arrays) -> Values:
        for name, known in self.shipped.items():
            if np.array_equal(array, known):
                return checkpoint[name]
        return array

    def _known_feeds(self, run: Run, checkpoint: Arrays) -> Iterator[tuple[str, Values]]:
        """Yield what stands in for fed arrays that are from the file: the checkpoint's own."""
        for feed in run.feeds:
            for name, array in self.shipped.items():
                if _is(feed, array):
                    yield feed.name, np.reshape(checkpoint[name], feed.shape)


@dataclass(frozen=True)
class LoadedValues:
    """What globals hold after a replay: which of them are not what the file held.

    overwritten: all of them were right at some time. embedded: they are what the shipped file
    holds, although another one was replayed: Python read it, and the values stand in the graph.
    """

    wrong: tuple[str, ...]
    overwritten: bool
    embedded: bool


def stored(file: Path, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, npt.NDArray[np.float32]]:
    """Return what the data file of a checkpoint holds: float32 arrays, in the order of names.

    shapes: all of its names, in that order. Raises ValueError for a file of another size.
    """
    values = np.fromfile(file, "<f4")
    ends = np.cumsum([math.prod(shape) for shape in shapes.values()])
    if len(values) != ends[-1]:
        raise ValueError(f"{file} holds {len(values)} numbers, expected {ends[-1]}")
    parts = np.split(values, ends[:-1])
    return {name: part.reshape(shapes[name]) for name, part in zip(shapes, parts, strict=True)}


def before_training(
    graph: Graph, trace: Trace, groups: Iterable[Collection[str]]
) -> list[Run | Restore]:
    """Return the restores and runs of the training's session until its first training run.

    groups: operation names of variables; what trains the first group that is trained counts.
    Where nothing was trained, those of the session of the graph's that has most of them.
    """
    training = _first_training(graph, trace, groups)
    mine = [
        event
        for event in trace.events
        if isinstance(event, Run | Restore) and event.graph == graph.number
    ]
    session = training.first
    if not training.runs and mine:
        sessions = [event.session for event in mine]
        session = max(sessions, key=sessions.count)
    found: list[Run | Restore] = []
    for event in mine:
        if (training.runs and event is training.runs[0]) or len(found) == _MOST:
            break
        if event.session == session:
            found.append(event)
    return found


def _first_training(graph: Graph, trace: Trace, groups: Iterable[Collection[str]]) -> Training:
    for variables in groups:
        try:
            found = find_training(graph, trace, variables)
        except CheckFailed:
            continue
        if found.runs:
            return found
    return Training(())


def _writes(graph: Graph, name: str) -> bool:
    try:
        return bool(graph.writes(name))
    except GraphError:  # a claimed name that the graph does not have
        return False


def _run(graph: Graph, name: str, checkpoint: Arrays, feeds: Arrays) -> None:
    try:
        graph.restore_by(name, checkpoint, feeds)
    except GraphError:  # fed with what is not known here: its variables stay as they are
        return


def _is(feed: Feed, array: Values) -> bool:
    """Say whether a fed array is `array`, or a vector's single row."""
    if feed.shape == array.shape:
        return bool(np.array_equal(rows_of(feed), row_digests(array)))
    if feed.shape == (1, *array.shape):
        return bool(np.array_equal(rows_of(feed), row_digests(array[None])))
    return False
