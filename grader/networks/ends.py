"""One end of a checkpoint's way: a graph and its savers, asked by running them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from grader.collect.events import Run, SaverClaim
from grader.judge.checks import CheckFailed, absent
from grader.judge.connection import GraphError
from grader.judge.graph import ArrayMap, Graph
from grader.judge.trace import Trace
from grader.networks.pairing import Names

Shapes = Mapping[str, tuple[int, ...]]
Arrays = dict[str, npt.NDArray[np.generic]]

_FLOATS = ("float32", "float64")


@dataclass(frozen=True)
class End:
    """One end of the way: a graph, its savers (if any), and the globals that are carried."""

    place: Literal["first", "second"]
    graph: Graph
    savers: tuple[SaverClaim, ...]
    shapes: Shapes

    def variable(self, path: str) -> str:
        """Return the operation name of a global's variable; fail the check if it has none.

        Where the graph shows no such global, as after `import_meta_graph`, the only variable of
        the expected shape is meant.
        """
        graph, shape = self.graph, self.shapes[path]
        if graph.has(path):
            found = [graph.variable(path)]
        else:
            found = [name for name in graph.trainable() if _shape(graph, name) == shape]
        name = found[0] if len(found) == 1 else ""
        if not name:
            absent(f"your {self.place} graph has no variable `{path}`")
        info, sides = graph.node(name), _shape(graph, name)
        if info is None or info.dtype not in _FLOATS:
            raise CheckFailed(f"`{path}` is not a variable of floating-point numbers")
        if sides is not None and sides != shape:
            raise CheckFailed(f"`{path}` has shape {list(sides)}, expected {list(shape)}")
        return name

    @property
    def owns_saver(self) -> bool:
        """Whether the savers' operations are in this graph."""
        nodes = [self.graph.node(saver.restore_op) for saver in self.savers]
        return bool(nodes) and None not in nodes

    def put(self, values: ArrayMap) -> None:
        """Give the globals' variables these values."""
        self.graph.set_variables({self.variable(path): value for path, value in values.items()})

    def get(self) -> Arrays:
        """Return the values of the globals' variables."""
        return {path: self.graph.fetch(self.variable(path)) for path in self.shapes}

    def saved(self) -> Arrays:
        """Return what the savers write, by name in the checkpoint; nothing for one of nothing."""
        found: Arrays = {}
        for saver in self._given():
            found |= self.graph.saved(saver) if saver.save_tensor else {}
        return found

    def restore(self, checkpoint: ArrayMap) -> None:
        """Restore this checkpoint with the savers, in the script's order."""
        for saver in self._given():
            self.graph.restore(checkpoint, saver)

    def names(self, values: ArrayMap) -> Names:
        """Return the names under which the savers write each global, by giving it `values`."""
        self.put(values)
        stored = self.saved()
        return {
            path: frozenset(
                name for name, array in stored.items() if np.array_equal(array, np.asarray(value))
            )
            for path, value in values.items()
        }

    def position(self, path: str) -> int:
        """Return the place of a global's variable in the order of creation, -1 if unknown."""
        info = self.graph.node(self.variable(path))
        return -1 if info is None else info.position

    def line(self, path: str) -> int:
        """Return the script's line that made a global's variable, 0 if unknown (a claim)."""
        position, lines = self.position(path), self.graph.claim.lines
        return lines[position] if 0 <= position < len(lines) else 0

    def ever_written(self, trace: Trace) -> bool:
        """Say whether any run of the script in this graph wrote a variable."""
        return any(self.written_by(run) for run in trace.runs if run.graph == self.graph.number)

    def written_by(self, run: Run) -> set[str]:
        """Return the variable operations that the fetches of a run write."""
        written: set[str] = set()
        for name in run.fetches:
            try:
                written.update(self.graph.writes(name))
            except GraphError:  # a claimed name that the graph does not have
                continue
        return written

    def _given(self) -> tuple[SaverClaim, ...]:
        if not self.savers:
            absent(f"your {self.place} graph has no `tf.train.Saver`")
        if not self.owns_saver:
            raise CheckFailed(f"the saver that your {self.place} graph uses is another graph's")
        return self.savers


def _shape(graph: Graph, name: str) -> tuple[int, ...] | None:
    info = graph.node(name)
    return None if info is None else info.shape
