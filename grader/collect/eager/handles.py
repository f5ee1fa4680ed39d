"""Handles of eager tensors, variables and arrays: what a name holds is written into the graph."""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from grader.collect.claims import MAX_HANDLES, Handle
from grader.collect.eager.advancing import advancing
from grader.collect.eager.emitter import Emitter
from grader.collect.eager.graphdef import TooLong
from grader.collect.eager.nodes import HANDLE, MARK, Leaf, Node, Ref
from grader.collect.eager.sought import saver_claim, sought_of
from grader.collect.eager.tape import Tape
from grader.collect.handles import Fetched, GraphIndex, HandleReader
from grader.collect.keras import loaded


class EagerHandles(HandleReader):
    """Reads names as TensorFlow 2 binds them. `owner` is numbered as the graph.

    variables: those that were found, by their names in the graph. shown: returns the name of the
    tensor that stands for another, "" if none does. stepping: the operations of the script's step.
    """

    def __init__(
        self, tf: Any, graphs: GraphIndex, fetched: Fetched, tape: Tape, emitter: Emitter,
        owner: object, shown: Callable[[Ref], str],
    ) -> None:  # fmt: skip
        from tensorflow.python.checkpoint.checkpoint import Checkpoint
        from tensorflow.python.framework.func_graph import FuncGraph
        from tensorflow.python.framework.ops import EagerTensor

        super().__init__(tf, graphs, fetched)
        self._eager_type, self._function_type = EagerTensor, FuncGraph
        self._checkpoint_type = Checkpoint
        self._tape, self._emitter, self._owner = tape, emitter, owner
        self._shown = shown
        self.variables: dict[str, Any] = {}
        self.stepping: set[str] = set()

    def ran(self) -> tuple[int | None, set[str]]:
        """Return the graph, and the operations of the step: of what has one name, it counts."""
        return self._graphs.of(self._owner), self.stepping

    def variable(self, path: str, value: Any) -> Handle | None:
        """Return the handle of a variable, TensorFlow's or Keras', None for anything else."""
        found = self._leaf(path, value)
        return found if found and found.kind == "variable" else None

    def _leaf(self, path: str, value: Any) -> Handle | None:
        keras = loaded()
        if keras and isinstance(value, keras.Variable):
            value = value.value
        if isinstance(value, self._variable_type) and not isinstance(value, self._tensor_type):
            return self._variable(path, value)
        if isinstance(value, self._checkpoint_type):
            return self._checkpoint(path, value)
        if ref := self._tape.known(value):
            return self._tensor(path, ref, value)
        symbolic = isinstance(value, self._tensor_type) and not isinstance(value, self._eager_type)
        if symbolic and isinstance(value.graph, self._function_type):
            name = self._emitter.within(value)
            return Handle(path, "tensor", self._graphs.of(self._owner), name) if name else None
        return super()._leaf(path, value)

    def _checkpoint(self, path: str, checkpoint: Any) -> Handle | None:
        with contextlib.suppress(TooLong):
            if sought := sought_of(checkpoint):
                claim = saver_claim(self._emitter, sought)
                graph = self._graphs.of(self._owner)
                return Handle(path, "saver", graph, claim.restore_op, saver=claim)
        return None

    def _tensor(self, path: str, ref: Ref, value: Any) -> Handle:
        graph = self._graphs.of(self._owner)
        if name := self._shown(ref):
            return Handle(path, "tensor", graph, name)
        try:
            if isinstance(ref[0], Leaf):
                name = self._emitter.input(ref, ref[0].value)
                return Handle(path, "tensor", graph, name)
            counters = self._tape.steps.counters if isinstance(value, self._eager_type) else {}
            dtype = getattr(value, "dtype", None)
            return Handle(path, "tensor", graph, advancing(self._emitter, ref, dtype, counters))
        except TooLong:
            return Handle(path, "long")

    def _variable(self, path: str, value: Any) -> Handle | None:
        ref = getattr(getattr(value, "handle", None), MARK, None)
        if type(ref) is not tuple or ref[0].op != HANDLE:
            return super()._leaf(path, value)
        name = self._emitter.tensor(ref).split(":")[0]
        self.variables[name] = value
        return Handle(path, "variable", self._graphs.of(self._owner), name)


@dataclass
class GraphNames:
    """The names of one graph, by its number. reader: what read them. names: what they hold."""

    graph: int
    reader: EagerHandles
    names: dict[str, Any]
    handles: list[Handle] = field(default_factory=list)

    def replace(self, handles: Iterable[Handle]) -> None:
        """Add handles, in place of others of the same paths."""
        taken = {one.path: one for one in handles}
        kept = [one for one in self.handles if one.path not in taken]
        self.handles = [*kept, *taken.values()][:MAX_HANDLES]

    def stand_for(self, path: str, tensor: str, where: str) -> None:
        """Let a tensor be what a path means, unless one has that path already."""
        if not any(one.path == path and one.kind == "tensor" for one in self.handles):
            self.replace([Handle(path, "tensor", self.graph, tensor, where=where)])

    def drop(self, variables: Iterable[str]) -> None:
        """Take out the handles of variables, which have these names in the graph."""
        gone = {*variables}
        self.handles = [one for one in self.handles if one.name not in gone]

    def name_alike(self, other: "GraphNames", variables: dict[Node, Node]) -> None:
        """Name variables as another graph names those in whose place they are, if nothing else is.

        variables: for those of the other graph which it is here.
        """
        names = {node: name for name, node in handle_nodes(self.reader.variables).items()}
        taken = {one.path for one in self.handles}
        where = {one.path: one.where for one in other.handles}
        for path, node in other.variables().items():
            name = names.get(variables.get(node, node), "")
            if name and path not in taken:
                named = Handle(path, "variable", self.graph, name, where=where[path])
                self.handles.append(named)

    def variables(self) -> dict[str, Node]:
        """Return its variables, by the names that hold them."""
        nodes = handle_nodes(self.reader.variables)
        return {one.path: nodes[one.name] for one in self.handles if one.name in nodes}


def handle_nodes(variables: dict[str, Any]) -> dict[str, Node]:
    """Return what stands on the tape for variables of TensorFlow; names are kept."""
    marks = {name: getattr(getattr(one, "handle", None), MARK, None) for name, one in
             variables.items()}  # fmt: skip
    return {name: mark[0] for name, mark in marks.items() if mark}
