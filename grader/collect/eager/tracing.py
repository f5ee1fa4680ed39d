"""A call of a script's own function, traced with open placeholders and written into the graph."""

import contextlib
import io
from collections.abc import Callable
from typing import Any

from grader.collect.claims import Handle
from grader.collect.eager.emitter import Emitter
from grader.collect.eager.graphdef import TooLong, long, short
from grader.collect.eager.tape import Tape
from grader.collect.events import MAX_NODES
from grader.foundation.text import encodable


class Tracing:
    """Writes calls into the graph with the number `graph`. function: the last one, as traced."""

    def __init__(self, tf: Any, tape: Tape, emitter: Emitter, graph: int) -> None:
        self._tf, self._tape, self._emitter, self._graph = tf, tape, emitter, graph
        self.function: Any = None

    def trace(
        self, name: str, function: Callable[..., Any], given: dict[str, Any], root: str
    ) -> tuple[list[Handle], list[Any]]:
        """Write a call into the graph. Return its handles, and the variables in order of use.

        given: shape and type of each argument. root: the script's name for what is called. Raises
        whatever the function does, and TooLong.
        """
        with contextlib.redirect_stdout(io.StringIO()):
            written = getattr(function, "python_function", function)  # as AutoGraph needs it
            concrete = self._tf.function(written).get_concrete_function(*given.values())
        self.function = concrete
        graph, where = concrete.graph, f"`{encodable(root)}`"
        if len(graph.as_graph_def().node) + len(self._emitter.graph.lines) > MAX_NODES:
            raise TooLong
        taken = [
            (f"{name}({one})", self._placeholder(f"{name}/{one}", inner))
            for one, inner in zip(given, graph.inputs, strict=False)
        ]
        done, results = self._copied(name, concrete, [made for _, made in taken])
        handles = [Handle(name, "operation", self._graph, done, where=where)]
        handles += [
            Handle(encodable(path), "tensor", self._graph, long(tensor), where=where)
            for path, tensor in (*taken, *results)
        ]
        by_handle = {id(one.handle): one for one in graph.variables}
        used = (by_handle.get(id(outer)) for outer, _ in graph.captures)
        return handles, [one for one in used if one is not None and one.dtype.is_floating]

    def _placeholder(self, name: str, inner: Any) -> str:
        made = self._emitter.graph.node("Placeholder", name, 0)
        made.attr["dtype"].type = inner.dtype.as_datatype_enum
        made.attr["shape"].shape.CopyFrom(inner.shape.as_proto())
        return str(made.name)

    def _copied(
        self, name: str, concrete: Any, given: list[str]
    ) -> tuple[str, list[tuple[str, str]]]:
        """Copy a call's nodes. Return the operation that does it all, and its results by path."""
        graph, emitter = concrete.graph, self._emitter
        renamed = {
            inner.op.name: short(emitter.tensor(self._tape.ref(outer)))
            for outer, inner in graph.captures
        }
        renamed |= {inner.op.name: made for inner, made in zip(graph.inputs, given, strict=False)}
        copied = emitter.inliner.copy(graph.as_graph_def().node, renamed, name, 0)
        results = [copied.tensor(one.name) for one in graph.outputs]
        done = emitter.graph.node("NoOp", f"{name}/done", 0)
        must_run = [one for op in graph.control_outputs for one in copied.controls(op.name)]
        must_run += [one.split(":")[0] for one in results]
        done.input.extend(f"^{one}" for one in dict.fromkeys(must_run))
        paths = (f"{name}(){path}" for path in _paths(concrete))
        return str(done.name), list(zip(paths, results, strict=False))


def _paths(concrete: Any) -> list[str]:
    """Return how a call's results are told apart: "" of one, `['loss']` or `[0]` of several."""
    from tensorflow.python.util import nest

    flat = nest.flatten_with_joined_string_paths(concrete.structured_outputs)
    return [_spelt(path.split("/")) for path, value in flat if value is not None]


def _spelt(parts: list[str]) -> str:
    return "".join(f"[{one}]" if one.isdigit() else f"[{one!r}]" for one in parts if one)
