"""From module globals to handles: how a tensor is found by the name the student gave it."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.collect.claims import MAX_GLOBALS, MAX_HANDLES, Handle
from grader.collect.events import SaverClaim
from grader.foundation.text import encodable
from grader.foundation.wire import DTYPES, pack

_DEPTH = 3
_WIDTH = 64
_NAME_LENGTH = 200
_FETCHED_BYTES = 64 << 20
_KEPT_ELEMENTS = 4096


def public_names(module_globals: dict[str, Any]) -> list[str]:
    """Return the names of the globals that count, the first 10,000.

    Not a name: `__file__` and its like, other keys, and a student's subclass of `str`.
    """
    return [
        name
        for name in list(module_globals)
        if type(name) is str and not name.startswith("__") and len(name) <= _NAME_LENGTH
    ][:MAX_GLOBALS]


class GraphIndex:
    """Numbers graphs in the order in which they were first seen, and keeps them alive."""

    def __init__(self) -> None:
        self.graphs: list[Any] = []

    def of(self, graph: Any) -> int:
        """Return the number of `graph`, a new one if it has not been seen."""
        for number, known in enumerate(self.graphs):
            if known is graph:
                return number
        self.graphs.append(graph)
        return len(self.graphs) - 1


class Fetched:
    """Remembers which tensor each array came from, by identity, within a memory bound."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, tuple[Any, int, str]] = OrderedDict()
        self._bytes = 0

    def add(self, array: Any, graph: int, name: str) -> None:
        """Remember that `Session.run` returned `array` for the tensor `name`."""
        if id(array) in self._known:
            return
        self._known[id(array)] = (array, graph, name)
        self._bytes += array.nbytes + 200
        while self._bytes > _FETCHED_BYTES and len(self._known) > 1:
            self._bytes -= self._known.popitem(last=False)[1][0].nbytes + 200

    def find(self, array: Any) -> tuple[int, str] | None:
        """Return graph number and tensor name of an array, or None."""
        found = self._known.get(id(array))
        return found[1:] if found and found[0] is array else None


class HandleReader:
    """Turns the globals of a module into handles. `tf` is tensorflow.compat.v1.

    arrays: with the numbers of those that are small.
    """

    def __init__(
        self, tf: Any, graphs: GraphIndex, fetched: Fetched, *, arrays: bool = False
    ) -> None:
        self._arrays = arrays
        # Looked up now: the student's script may bind these names again.
        self._saver_type, self._optimizer_type = tf.train.Saver, tf.train.Optimizer
        self._operation_type, self._tensor_type = tf.Operation, tf.Tensor
        self._variable_type = tf.compat.v2.Variable  # the base of resource variables too
        self._graph_type = tf.Graph
        self._graphs = graphs
        self._fetched = fetched

    def ran(self) -> tuple[int | None, set[str]]:
        """Return the graph that ran last, and its operations that did, where no session tells."""
        return None, set()

    def read(self, names: dict[str, Any]) -> tuple[Handle, ...]:
        """Return the handles of all public names of a module or function, at most 2,000."""
        handles: list[Handle] = []
        for name in public_names(names):
            handles.extend(self.of(name, names[name]))
            if len(handles) > MAX_HANDLES:
                break
        return tuple(handles[:MAX_HANDLES])

    def of(self, name: str, value: Any) -> list[Handle]:
        """Return the handles of one name."""
        try:
            return list(self._walk(encodable(name), value, _DEPTH))
        except BaseException:  # an object that raises from anything is no handle
            return []

    def _walk(self, path: str, value: Any, depth: int) -> Iterator[Handle]:
        if isinstance(value, dict) and depth:
            for key, item in list(value.items())[:_WIDTH]:
                if (spelt := _spelt(key)) and len(spelt) <= _NAME_LENGTH:
                    yield from self._walk(f"{path}[{spelt}]", item, depth - 1)
        elif isinstance(value, list | tuple) and depth:
            for number, item in enumerate(value[:_WIDTH]):
                yield from self._walk(f"{path}[{number}]", item, depth - 1)
        elif type(value) is np.ndarray and value.dtype == object and value.ndim and depth:
            held = list(self._walk(path, value[:_WIDTH].tolist(), depth))
            yield from held or [Handle(path, "array")]
        else:
            handle = self._leaf(path, value)
            if handle is not None:
                yield handle

    def _leaf(self, path: str, value: Any) -> Handle | None:
        if isinstance(value, np.ndarray | np.generic):  # first: a np.float64 is a float, too
            found = self._fetched.find(value)
            array = pack(value) if self._arrays and _is_small(value) else None
            if found is not None:
                return Handle(path, "tensor", found[0], found[1], fetched=True, array=array)
            number = value.item() if isinstance(value, np.generic) else None
            return Handle(path, "array", value=_plain(number), array=array)
        if isinstance(value, bool | int | float | str):
            plain = _plain(value)
            return None if plain is None else Handle(path, "value", value=plain)
        if isinstance(value, self._saver_type):
            return self._saver(path, value)
        if isinstance(value, self._optimizer_type):
            return Handle(path, "optimizer", name=type(value).__name__)
        if isinstance(value, self._variable_type):
            if not hasattr(value, "op"):
                return Handle(path, "eager")
            return self._of_graph(path, "variable", value, value.op.name)
        if isinstance(value, self._operation_type):
            return self._of_graph(path, "operation", value, value.name)
        if isinstance(value, self._tensor_type):
            if not hasattr(value, "op") or hasattr(value, "numpy"):
                return Handle(path, "eager")
            return self._of_graph(path, "tensor", value, value.name)
        return None

    def _of_graph(self, path: str, kind: str, value: Any, name: str) -> Handle | None:
        graph = value.graph
        if not issubclass(type(graph), self._graph_type):  # an object that merely looks like one
            return None
        return Handle(path, kind, self._graphs.of(graph), name)

    def _saver(self, path: str, saver: Any) -> Handle | None:
        claim = saver_claim(saver)
        if claim is None:
            return None
        # The latest graph first: a saver without variables is told by its operations' names alone.
        for number, graph in reversed(list(enumerate(self._graphs.graphs))):
            if _owns(graph, saver, claim):
                return Handle(path, "saver", number, claim.restore_op, saver=claim)
        return None


def _spelt(key: Any) -> str:
    """Return a dictionary's key as a path has it: members of enumerations as what they equal."""
    if isinstance(key, str):
        return repr(str.__str__(key))
    return int.__repr__(key) if isinstance(key, int) else ""


def saver_claim(saver: Any) -> SaverClaim | None:
    """Return the SaverDef names of a `tf.train.Saver`, None while it is not built."""
    definition = saver.saver_def
    if definition is None:
        return None
    return SaverClaim(
        definition.filename_tensor_name,
        definition.save_tensor_name,
        definition.restore_op_name,
    )


def _is_small(value: Any) -> bool:
    return value.dtype.name in DTYPES and value.size <= _KEPT_ELEMENTS


def _owns(graph: Any, saver: Any, claim: SaverClaim) -> bool:
    """Say whether `saver` was built in `graph`: its operations or variables are there."""
    variables = getattr(saver, "_var_list", None)
    if isinstance(variables, dict):
        variables = list(variables.values())
    for variable in variables or ():
        owner = getattr(variable, "graph", None)
        if owner is not None:
            return owner is graph
    try:
        graph.get_operation_by_name(claim.restore_op)
    except (KeyError, ValueError):
        return False
    return True


def _plain(value: Any) -> int | float | bool | str | None:
    """Return a number or text as one that can be sent; None for anything else.

    What a student's subclass of them overrides is not called.
    """
    if isinstance(value, str):
        return encodable(str.__str__(value)[:4096])
    if isinstance(value, float):
        return float.__float__(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(number := int.__int__(value)) < 1 << 63:
        return number
    return None
