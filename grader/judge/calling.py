"""Calls of a script's models, functions and training step, on the judge's own arrays."""

import math
from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from grader.collect.claims import Handle
from grader.judge.checks import NotFound


class Called(Protocol):
    """A graph in which something is called."""

    def has(self, path: str) -> bool: ...
    def handle(self, path: str) -> Handle: ...
    def members(self, path: str) -> list[str]: ...
    def shape(self, path: str) -> tuple[int | None, ...] | None: ...


def uncalled(name: str) -> str:
    """Return what is said where a script has nothing that is called so."""
    if name == "train":
        return "your script trains no model: it has no `fit`, and no loop that changes one twice"
    return f"your script has nothing that can be called as `{name}`"


def feeds_of(graph: Called, name: str, values: Mapping[str, npt.ArrayLike]) -> dict[str, Any]:
    """Return what a call is fed, by path. Fails the check where it takes no such argument."""
    feeds: dict[str, Any] = {}
    for argument, value in values.items():
        path = f"{name}({argument})"
        if not graph.has(path):
            raise NotFound(
                f"what `{name}` does in your script does not depend on `{argument}`", name
            )
        feeds[path] = as_taken(np.asarray(value), graph.shape(path))
    return feeds


def results_of(graph: Called, name: str, run: Any) -> Any:
    """Return what a call gives: one array, or by name or number those of several.

    run: does the call, given the names of the tensors to fetch.
    """
    paths = graph.members(f"{name}()")
    found = run(tuple(dict.fromkeys(graph.handle(path).name for path in paths)))
    arrays = {path.removeprefix(f"{name}()"): found[graph.handle(path).name] for path in paths}
    if set(arrays) == {""}:
        return arrays[""]
    return {_key(path): array for path, array in arrays.items()}


def _key(path: str) -> str | int:
    inside = path.removeprefix("[").removesuffix("]")
    return int(inside) if inside.isdigit() else inside.strip("'\"")


def as_taken(value: npt.NDArray[Any], shape: tuple[int | None, ...] | None) -> npt.NDArray[Any]:
    """Return rows in the shape in which a script takes them.

    Pictures become flat or not, labels one-hot or the numbers of the classes. value: [n, …].
    shape: what is taken, None for an open side or rank.
    """
    if shape is None or not value.ndim or value.shape[1:] == shape[1:] or None in shape[1:]:
        return value
    sides = [int(side or 0) for side in shape[1:]]
    if math.prod(value.shape[1:]) == math.prod(sides):
        return value.reshape(len(value), *sides)
    if math.prod(sides) == 1 and value.ndim == 2 and _is_one_hot(value):
        return np.reshape(value.argmax(axis=1), (len(value), *sides))
    if math.prod(value.shape[1:]) == 1 and len(sides) == 1 and value.dtype.kind in "iu":
        return np.asarray(np.eye(sides[0])[value.ravel()])
    return value


def _is_one_hot(value: npt.NDArray[Any]) -> bool:
    return bool(((value == 0) | (value == 1)).all() and (value.sum(axis=1) == 1).all())
