"""What a loop's step is given: found by its rows, under whatever names the script has for it."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader.collect.eager.nodes import Leaf, Node, Ref
from grader.collect.eager.steps import SELECTS, Step


def batch_of(step: Step, takes: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[Ref, Any]]:
    """Return for each argument the tensor that it is, with an array of its type and row shape.

    takes: the shape of a row of each. All have as many rows; what has no such tensor is left out.
    """
    found: dict[str, tuple[Ref, Any]] = {}
    candidates = list(_data(step))
    for fits in (_is_of, _numbers, _whole):
        for name, sides in takes.items():
            rows = next((len(value) for _, value in found.values()), None)
            taken = {ref for ref, _ in found.values()}
            own = sorted(candidates, key=lambda one: one[0] != name)  # called as the argument is
            for _, ref, value in own:
                known = name in found or ref in taken
                if not known and rows in (None, len(value)) and fits(value, sides):
                    found[name] = ref, value
    return found


def _data(step: Step) -> Iterator[tuple[str, Ref, Any]]:
    """Yield what no variable decides, with its name; what the script has a name for first."""
    nodes = step.nodes()
    named = [(name, step.names[name], value) for name, value in step.data.items()]
    others = [("", _ref(one), one.value) for one in step.given()]
    readers: dict[Node, list[Node]] = {}
    for node in nodes:
        for one, _ in node.inputs:
            readers.setdefault(one, []).append(node)
    for name, ref, value in (*named, *others):
        if isinstance(value, np.ndarray) and value.ndim:
            yield name, *_selected(ref, value, readers)


def _selected(ref: Ref, value: Any, readers: dict[Node, list[Node]]) -> tuple[Ref, Any]:
    """Return the rows of a batch where the step takes them out of `value` itself."""
    node, _ = ref
    after = readers.get(node, [])
    if len(after) != 1 or after[0].op not in SELECTS or after[0].inputs[0] != ref:
        return ref, value
    node = after[0]
    given = [one.value for one, _ in node.inputs[1:] if isinstance(one, Leaf)]
    if len(given) != len(node.inputs) - 1:
        return ref, value
    rows = len(np.ravel(given[0]))
    if node.op == "StridedSlice":
        begin, end, stride = (int(np.ravel(one)[0]) for one in given)
        rows = len(range(len(value))[begin:end:stride])
    elif node.op == "Slice":
        rows = int(np.ravel(given[1])[0])
    return _selected((node, 0), np.resize(value[:rows], [rows, *value.shape[1:]]), readers)


def _ref(leaf: Leaf) -> Ref:
    return leaf, 0


def _is_of(value: Any, sides: tuple[int, ...]) -> bool:
    """Say whether an array's rows hold as many numbers as `sides`."""
    return value.dtype.kind in "fiub" and math.prod(value.shape[1:]) == math.prod(sides)


def _numbers(value: Any, sides: tuple[int, ...]) -> bool:
    """Say whether an array may hold numbers of classes, of which there are as many as `sides`."""
    return value.dtype.kind in "iu" and _one_each(value, sides)


def _whole(value: Any, sides: tuple[int, ...]) -> bool:
    """Say whether an array may hold numbers of classes as floats, which losses of Keras make."""
    if value.dtype.kind != "f" or not _one_each(value, sides):
        return False
    return bool(np.isin(value, np.arange(sides[0])).all())


def _one_each(value: Any, sides: tuple[int, ...]) -> bool:
    return len(sides) == 1 and math.prod(value.shape[1:]) == 1
