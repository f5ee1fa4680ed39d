"""Shapes that a script's own Python made of its batch's number of rows: `[x.shape[0], 256]`.

TensorFlow was given a number there. In a step it is asked of the batch, so that the step can be
done on any number of rows.
"""

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.collect.eager.nodes import HANDLE, Leaf, Node, Ref
from grader.collect.eager.steps import Step

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
_MOST, _STEP = 10, 1e-6  # nodes of a shape, which come before what is given it
_INT32 = 3


def open_shapes(step: Step) -> None:
    """Let shapes whose first side is the number of rows ask the batch for it.

    Nothing is changed if a side of a variable is the same number: which is meant cannot be told.
    """
    nodes = step.nodes()
    named = [(step.names[path], value) for path, value in step.data.items() if np.ndim(value)]
    batch = [*named, *_unnamed(nodes)]
    counts = {len(value) for _, value in named or batch}
    if len(counts) != 1 or counts & {1, *_sides(nodes)}:
        return
    batch = [one for one in batch if len(one[1]) in counts]
    for node in nodes:
        at = _SHAPED.get(node.op)
        leaf = node.inputs[at][0] if at is not None and at < len(node.inputs) else None
        if at is None or not isinstance(leaf, Leaf) or not _is_shape(leaf.value, counts):
            continue
        earlier = [one for one in batch if one[0][0].order < node.order]
        if earlier:
            ref, rows = earlier[0]
            shape = _shape(ref, rows.dtype, leaf.value, node)
            node.inputs = (*node.inputs[:at], (shape, 0), *node.inputs[at + 1 :])


def _unnamed(nodes: set[Node]) -> Iterator[tuple[Ref, Any]]:
    """Yield the rows that a step was given and no name of the script holds: `x[i:i + 20]`."""
    leaves = [one for one in nodes if isinstance(one, Leaf) and (one.array or one.origin)]
    for leaf in sorted(leaves, key=lambda one: one.order):
        if np.ndim(leaf.value) > 1:
            yield (leaf, 0), leaf.value


def _is_shape(value: Any, counts: set[int]) -> bool:
    whole = isinstance(value, np.ndarray) and value.dtype == np.int32 and value.ndim == 1
    return whole and len(value) > 1 and int(value[0]) in counts


def _sides(nodes: set[Node]) -> set[int]:
    """Return the sides of the variables among nodes."""
    shapes = (node.attributes().get("shape") for node in nodes if node.op == HANDLE)
    return {int(side) for shape in shapes if isinstance(shape, list | tuple) for side in shape}


def _shape(batch: Ref, kind: Any, value: Any, node: Node) -> Node:
    """Return a shape with as many rows as a batch of type `kind` has, for a node."""
    count = itertools.count(-_MOST)

    def leaf(number: Any) -> Ref:
        return Leaf(np.asarray(number, np.int32), node.order + next(count) * _STEP, node.line), 0

    def made(op: str, inputs: tuple[Ref, ...], **attrs: Any) -> Node:
        flat = tuple(part for pair in attrs.items() for part in pair)
        return Node(op, inputs, flat, 1, node.order + next(count) * _STEP, node.line)

    sides = made("Shape", (batch,), T=kind, out_type=_INT32)
    rows = made("Slice", ((sides, 0), leaf([0]), leaf([1])), T=_INT32, Index=_INT32)
    joined = (rows, 0), leaf(value[1:]), leaf(0)
    return made("ConcatV2", joined, N=2, T=_INT32, Tidx=_INT32)
