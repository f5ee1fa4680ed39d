"""Handles of eager tensors, variables and arrays: what a name holds is written into the graph."""

import contextlib
from typing import Any

from grader.collect.claims import Handle
from grader.collect.eager.emitter import Emitter, TooLong
from grader.collect.eager.nodes import HANDLE, MARK, Leaf, Ref
from grader.collect.eager.sought import saver_claim, sought_by
from grader.collect.eager.tape import Tape
from grader.collect.handles import Fetched, GraphIndex, HandleReader
from grader.collect.keras import loaded


class EagerHandles(HandleReader):
    """Reads names as TensorFlow 2 binds them. `owner` is numbered as the graph.

    variables: those that were found, by their names in the graph.
    """

    def __init__(
        self, tf: Any, graphs: GraphIndex, fetched: Fetched, tape: Tape, emitter: Emitter,
        owner: object,
    ) -> None:  # fmt: skip
        from tensorflow.python.checkpoint.checkpoint import Checkpoint
        from tensorflow.python.framework.func_graph import FuncGraph
        from tensorflow.python.framework.ops import EagerTensor

        super().__init__(tf, graphs, fetched)
        self._eager_type, self._function_type = EagerTensor, FuncGraph
        self._checkpoint_type = Checkpoint
        self._tape, self._emitter, self._owner = tape, emitter, owner
        self.variables: dict[str, Any] = {}

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
            if sought := sought_by(checkpoint):
                claim = saver_claim(self._emitter, sought)
                graph = self._graphs.of(self._owner)
                return Handle(path, "saver", graph, claim.restore_op, saver=claim)
        return None

    def _tensor(self, path: str, ref: Ref, value: Any) -> Handle:
        graph = self._graphs.of(self._owner)
        try:
            if isinstance(ref[0], Leaf):
                name = self._emitter.input(ref, ref[0].value)
                return Handle(path, "tensor", graph, name)
            counters = self._tape.steps.counters if isinstance(value, self._eager_type) else {}
            dtype = getattr(value, "dtype", None)
            return Handle(path, "tensor", graph, self._emitter.advancing(ref, dtype, counters))
        except TooLong:
            return Handle(path, "long")

    def _variable(self, path: str, value: Any) -> Handle | None:
        ref = getattr(getattr(value, "handle", None), MARK, None)
        if type(ref) is not tuple or ref[0].op != HANDLE:
            return super()._leaf(path, value)
        name = self._emitter.tensor(ref).split(":")[0]
        self.variables[name] = value
        return Handle(path, "variable", self._graphs.of(self._owner), name)
