"""Numbers of rows that a script's own Python counted: `[x.shape[0], 256]`, `total / len(x)`.

TensorFlow was given a number there, also where a function was traced. In a step it is asked of the
batch, so that the step can be done on any number of rows.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.collect.eager.graphdef import GraphBuilder, short
from grader.collect.eager.nodes import HANDLE
from grader.foundation.operations import RANDOM

# Operations that are given a shape, and which of their inputs it is.
_SHAPED = {
    "BroadcastTo": 1,
    "Fill": 0,
    "RandomStandardNormal": 0,
    "RandomUniform": 0,
    "StatelessRandomNormalV2": 0,
    "StatelessRandomUniformV2": 0,
    "TruncatedNormal": 0,
}
DIVIDING = ("DivNoNan", "RealDiv")
PASSING = ("Cast", "Identity")
_MOST_SIDES = 8
_UNUSED = "/grad_ys_"  # what takes the gradient of a function's result; of one without use, zeros


@dataclass(frozen=True)
class Batch:
    """What each pass is given. tensor: its name in the graph."""

    tensor: str
    dtype: Any
    rows: int


def open_counts(
    graph: GraphBuilder,
    batch: Sequence[Batch],
    *,
    divisors: bool,
    within: Container[str] | None = None,
) -> None:
    """Let shapes whose first side is the number of rows, and divisors that are it, ask the batch.

    batch: the one to ask comes first. divisors: whether a number that divides may be meant so.
    within: the operations that are given them, None for any.

    A shape that a variable has, too, stays, as which is meant cannot be told; but not that of
    random numbers which first meet what is computed from the rows, as a mask does.
    """
    if len({one.rows for one in batch}) == 1 and batch[0].rows > 1:
        opening = _Opening(graph, batch, within)
        opening.shapes()
        if divisors:
            opening.divisors()


class _Opening:
    """Asks the batch in a graph. rows: how many it has, as the script counted."""

    def __init__(
        self, graph: GraphBuilder, batch: Sequence[Batch], within: Container[str] | None
    ) -> None:
        self._graph, self._batch, self._rows = graph, batch, batch[0].rows
        self._nodes = {node.name: node for node in graph.definition.node}
        self._lines = dict(zip(self._nodes, graph.lines, strict=True))
        handles = [node for node in self._nodes.values() if node.op == HANDLE]
        self._handles = [node.name for node in handles]
        self._shapes = {
            tuple(side.size for side in node.attr["shape"].shape.dim) for node in handles
        }
        self._own = [node for node in self._nodes.values() if within is None or node.name in within]
        self._counts: dict[Batch, str] = {}
        self._behind = [graph.behind(one.tensor.split(":")[0]) for one in batch]

    def shapes(self) -> None:
        """Let shapes ask."""
        unused = {
            node.input[0].split(":")[0]
            for name, node in self._nodes.items()
            if _UNUSED in name and node.op == "Identity"
        }
        for node in self._own:
            name, at = node.name, _SHAPED.get(node.op)
            _, value = self._constant(node.input[at]) if at is not None else ("", None)
            if at is None or value is None or value.dtype != np.int32 or value.ndim != 1:
                continue
            sides = tuple(value.tolist())
            if sides[:1] != (self._rows,):
                continue
            if sides in self._shapes and name not in unused and not self._masks(node):
                continue
            if batch := self._asked(name):
                node.input[at] = self._shape(batch, value[1:], self._lines[name])

    def _masks(self, node: Any) -> bool:
        """Say whether random numbers first meet what is computed from the rows."""
        if node.op not in RANDOM:
            return False
        rowed = self._graph.ahead(one.tensor.split(":")[0] for one in self._batch)
        varied, seen = self._graph.ahead(self._handles), {node.name}
        waiting = [node.name]
        while waiting:
            name = waiting.pop()
            for reader in self._nodes.values():
                given = {text.split(":")[0] for text in reader.input}
                if reader.name in seen or name not in given:
                    continue
                if (given - {name}) & (rowed | varied):
                    return bool((given - {name}) & rowed)
                seen.add(reader.name)
                waiting.append(reader.name)
        return False

    def divisors(self) -> None:
        """Let divisors ask, and what divides by the same number in the gradients."""
        found = set(self._divided())
        for node in self._own:
            if node.op not in DIVIDING or self._constant(node.input[1])[0] not in found:
                continue
            if batch := self._asked(node.name):
                node.input[1] = self._number(batch, node.attr["T"].type, self._lines[node.name])

    def _divided(self) -> Iterator[str]:
        """Yield the constants by which what is computed from rows and variables is divided.

        As far as they are the number of rows. Where a variable has such a side, too, only those
        that divide a sum over the rows.
        """
        graph = self._graph
        of_both = graph.ahead(self._handles) & graph.ahead(
            one.tensor.split(":")[0] for one in self._batch
        )
        sides = {side for shape in self._shapes for side in shape}
        for node in self._own:
            if node.op not in DIVIDING or node.input[0].split(":")[0] not in of_both:
                continue
            source, value = self._constant(node.input[1])
            if value is None or value.ndim or value != self._rows:
                continue
            if self._rows not in sides or self._sums(node.input[0]):
                yield source

    def _sums(self, tensor: str) -> bool:
        """Say whether a tensor is a sum over the first side."""
        node = self._past(tensor)
        axes = self._constant(node.input[1])[1] if node.op == "Sum" else None
        return axes is not None and 0 in axes.ravel()

    def _asked(self, name: str) -> Batch | None:
        """Return of which batch an operation may ask the rows: one that does not come from it."""
        pairs = zip(self._batch, self._behind, strict=True)
        return next((one for one, behind in pairs if name not in behind), None)

    def _past(self, tensor: str) -> Any:
        """Return the node that made a tensor, but for its type."""
        node = self._nodes[tensor.split(":")[0]]
        while node.op in PASSING:
            node = self._nodes[node.input[0].split(":")[0]]
        return node

    def _constant(self, tensor: str) -> tuple[str, Any]:
        """Return the name of the constant that a tensor is, and its numbers if they are few."""
        node = self._past(tensor)
        held = node.attr["value"].tensor if node.op == "Const" else None
        if held is None or len(held.tensor_shape.dim) > 1:
            return "", None
        if any(side.size > _MOST_SIDES for side in held.tensor_shape.dim):
            return "", None
        return node.name, self._graph.tf.make_ndarray(held)

    # -- what is written ------------------------------------------------------------------------

    def _counted(self, batch: Batch, line: int) -> str:
        """Write the number of rows of a batch, as a vector of one number."""
        if batch not in self._counts:
            sides = self._made(
                "Shape", [short(batch.tensor)], line, T=batch.dtype, out_type=np.int32
            )
            given = [sides, self._numbers([0], line), self._numbers([1], line)]
            self._counts[batch] = self._made("Slice", given, line, T=np.int32, Index=np.int32)
        return self._counts[batch]

    def _number(self, batch: Batch, dtype: int, line: int) -> str:
        """Write the number of rows of a batch as a number of this type."""
        given = [self._counted(batch, line), self._numbers([], line)]
        number = self._made("Reshape", given, line, T=np.int32, Tshape=np.int32)
        return self._made("Cast", [number], line, SrcT=np.int32, DstT=dtype)

    def _shape(self, batch: Batch, rest: Any, line: int) -> str:
        """Write a shape with the number of rows of a batch, and these other sides."""
        given = [self._counted(batch, line), self._numbers(rest, line), self._numbers(0, line)]
        return self._made("ConcatV2", given, line, N=2, T=np.int32, Tidx=np.int32)

    def _numbers(self, numbers: Any, line: int) -> str:
        return str(self._graph.constant(np.asarray(numbers, np.int32), "rows", line).name)

    def _made(self, op: str, inputs: list[str], line: int, **attrs: Any) -> str:
        made = self._graph.node(op, f"rows/{op}", line)
        made.input.extend(inputs)
        self._graph.set_attributes(made, attrs)
        return str(made.name)
