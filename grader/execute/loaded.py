"""One vetted graph, imported, with a session of its own."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.execute.index import NodeIndex, UnknownName
from grader.execute.influence import Influence
from grader.execute.nodes import VARIABLE_OPS, Checkpointing, add_assigners, node_name
from grader.execute.protocol import NodeInfo
from grader.execute.session import Session, only_variables_hold
from grader.execute.writing import Writing
from grader.foundation.wire import DTYPES

ArrayMap = Mapping[str, npt.NDArray[np.generic]]


class LoadedGraph:
    """An imported graph and its session; every variable can be assigned by name."""

    def __init__(
        self,
        tf: Any,
        graph_def: Any,
        initializers: dict[str, str],
        savers: Checkpointing,
        threads: int = 1,
    ) -> None:
        self._tf = tf
        self._checkpointing = savers
        self.nodes = NodeIndex(graph_def, initializers)
        self.writing = Writing(self.nodes, graph_def.library.function)
        self.influence = Influence(self.nodes, graph_def.library.function, self.writing)
        self._assigners = add_assigners(graph_def)
        self.graph = tf.Graph()
        with self.graph.as_default():
            tf.import_graph_def(graph_def, name="")
        starts = self.nodes.initializers()
        # Whether no initializer reads or writes another variable than its own.
        self._are_separate = all(self.nodes.touched(how) <= {one} for one, how in starts.items())
        alone = all(self.nodes.starts_alone(*one) for one in starts.items())
        lasting = alone and only_variables_hold(graph_def, starts)
        self._session = Session(tf, self.graph, threads, starts, lasting=lasting)

    def reopen(self) -> None:
        """Drop all that variables hold; the next run finds a new session."""
        self._session.begin_anew()

    def initialise(self) -> None:
        """Have every variable initialised by the next run, but for those that are set before it."""
        self._session.initialise()

    def assign(self, values: ArrayMap) -> None:
        """Set variables by operation name, whatever their shape is now."""
        given: dict[str, tuple[str, str, npt.NDArray[np.generic]]] = {}
        for name, value in values.items():
            if name not in self._assigners:
                raise UnknownName(f"{name!r} is not a variable")
            given[name] = (*self._assigners[name], np.asarray(value, self._held(name)))
        if not self._are_separate:
            self._session.ready()
        self._session.assign(given)

    def run(
        self,
        fetches: tuple[str, ...],
        targets: tuple[str, ...],
        feeds: ArrayMap,
        times: int,
        *,
        anew: bool = False,
    ) -> dict[str, npt.NDArray[np.generic]]:
        """Return the fetched arrays by name; stacked along a new first axis when times > 1.

        anew: all variables are initialised before each of the `times`.
        """
        tensors = [self._tensor(name) for name in fetches]
        operations = [self._operation(name) for name in targets]
        fed = {self._tensor(name): value for name, value in feeds.items()}
        call = self._call(tensors, operations, fed)
        runs = []
        for _ in range(times):
            if anew:
                self.initialise()
            self._session.ready()
            runs.append(call())
        stacked = [np.stack(column) for column in zip(*runs, strict=True)] if times > 1 else runs[0]
        return dict(zip(fetches, (np.asarray(array) for array in stacked), strict=True))

    def restore(self, restore_op: str, values: ArrayMap, others: ArrayMap) -> None:
        """Run `restore_op` with every restored tensor fed from `values`, and `others` fed too.

        Raises UnknownName, worded as TensorFlow's own error, for a key that is not in `values`.
        """
        needed = self.nodes.ancestors(node_name(restore_op))
        feeds = dict(others)
        for node, names in self._checkpointing.restores.items():
            if node not in needed:
                continue
            for number, name in enumerate(names):
                if name not in values:
                    raise UnknownName(f"Key {name} not found in checkpoint")
                feeds[f"{node}:{number}"] = values[name]
        self.run((), (restore_op,), feeds, 1)

    def saved(self, save_tensor: str) -> dict[str, npt.NDArray[np.generic]]:
        """Return the numbers that a saver would write, by their name in the checkpoint."""
        needed = self.nodes.ancestors(node_name(save_tensor))
        pairs = [
            pair
            for node, found in self._checkpointing.saves.items()
            if node in needed
            for pair in found
        ]
        tensors = [self._readable(tensor) for _, tensor in pairs]
        arrays = map(np.asarray, self._session.ready().run(tensors))
        named = zip(pairs, arrays, strict=True)  # a text tells which objects the file is of
        return {name: array for (name, _), array in named if array.dtype.name in DTYPES}

    def describe(self, name: str) -> NodeInfo | None:
        """Return what is known of a node (`weights`) or tensor (`weights:0`), None if nothing."""
        node = self.nodes.get(name)
        if node is None:
            return None
        variable, position = self.nodes.variable_behind(node.name), self.nodes.position(node)
        if ":" not in name or node.op == "VarHandleOp":
            if node.op not in VARIABLE_OPS:
                return NodeInfo(name, node.op, variable=variable, position=position)
            dtype = self._tf.as_dtype(node.attr["dtype"].type)
            sides = _sides(self._tf.TensorShape(node.attr["shape"].shape))
            return NodeInfo(name, node.op, dtype.base_dtype.name, sides, variable, position)
        try:
            tensor = self.graph.get_tensor_by_name(name)
        except (KeyError, ValueError):
            return None
        dtype, sides = tensor.dtype.base_dtype.name, _sides(tensor.shape)
        return NodeInfo(name, node.op, dtype, sides, variable, position)

    # -- inside ---------------------------------------------------------------------------------

    def _call(
        self, tensors: list[Any], targets: list[Any], fed: dict[Any, Any]
    ) -> Callable[[], list[Any]]:
        """Return what runs these. Prepared, a run takes a third of the time or less.

        What cannot be prepared or fails is run by the session, which looks at everything that it is
        given, and words errors.
        """

        def slowly() -> list[Any]:
            found: list[Any] = self._session.opened().run([*tensors, *targets], fed)
            return found[: len(tensors)]

        places = {name: at for at, name in enumerate(dict.fromkeys(one.name for one in tensors))}
        targeted = tuple(dict.fromkeys(operation.name for operation in targets))
        try:
            values = [_fitting(tensor, value) for tensor, value in fed.items()]
        except (ValueError, TypeError, OverflowError):
            return slowly
        if not fed.keys().isdisjoint(tensors):
            return slowly
        what = tuple(tensor.name for tensor in fed), tuple(places), targeted

        def run() -> list[Any]:
            try:
                found = self._session.prepare(*what)(*values)
            except (self._tf.errors.OpError, ValueError):
                return slowly()
            # What a reference variable gave would change with it, in the next run.
            return [np.array(found[places[one.name]]) for one in tensors]

        return run

    def _held(self, variable: str) -> Any:
        """Return NumPy's type of what a variable holds."""
        return self._tf.as_dtype(self.nodes.get(variable).attr["dtype"].type).as_numpy_dtype

    def _tensor(self, name: str) -> Any:
        node = self.nodes.get(name)
        if node is None:
            raise UnknownName(f"the graph has no tensor {name!r}")
        return self._readable(name if ":" in name else f"{name}:0")

    def _operation(self, name: str) -> Any:
        if self.nodes.get(name) is None:
            raise UnknownName(f"the graph has no operation {name!r}")
        return self.graph.get_operation_by_name(node_name(name))

    def _readable(self, name: str) -> Any:
        """Return the tensor `name`, or for a resource variable a tensor with its value."""
        node = self.nodes.get(name)
        if node.op != "VarHandleOp":
            try:
                return self.graph.get_tensor_by_name(name if ":" in name else f"{name}:0")
            except (KeyError, ValueError) as error:
                raise UnknownName(f"the graph has no tensor {name!r}") from error
        if reader := self.nodes.reader_of(node.name):
            return self.graph.get_tensor_by_name(f"{reader}:0")
        with self.graph.as_default():
            dtype = self._tf.as_dtype(node.attr["dtype"].type)
            handle = self.graph.get_tensor_by_name(f"{node.name}:0")
            return self._tf.raw_ops.ReadVariableOp(resource=handle, dtype=dtype)


def _fitting(tensor: Any, value: Any) -> npt.NDArray[np.generic]:
    """Return what is fed to a tensor; raise ValueError if its shape cannot be that."""
    array = np.asarray(value, tensor.dtype.base_dtype.as_numpy_dtype)
    if not tensor.shape.is_compatible_with(array.shape):
        raise ValueError(tensor.name)
    return array


def _sides(shape: Any) -> tuple[int, ...] | None:
    if shape.rank is None:
        return None
    return tuple(-1 if side is None else int(side) for side in shape.as_list())
