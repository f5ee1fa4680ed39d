"""Inside the executor: load vetted graphs, then answer the judge one request at a time."""

import os
from typing import Any

import numpy as np

from grader.collect.failure import flatten
from grader.execute import protocol as p
from grader.execute.again import Received
from grader.execute.foreign import cut_foreign
from grader.execute.index import UnknownName
from grader.execute.loaded import LoadedGraph
from grader.execute.nodes import Checkpointing, node_name, relax
from grader.execute.vet import vet
from grader.foundation import wire
from grader.foundation.operations import ALLOWED, SAVERS

# What TensorFlow raises, beside its own errors, for a graph that cannot be run.
_FAULTS = (ValueError, TypeError, RuntimeError, LookupError, ArithmeticError, MemoryError)


def execute(request_fd: int, result_fd: int) -> None:
    """Answer requests until the judge closes its end."""
    import tensorflow.compat.v1 as tf

    tf.logging.set_verbosity(tf.logging.ERROR)
    tf.disable_eager_execution()
    executor = Executor(tf)
    while (payload := wire.read_frame(request_fd, p.REQUEST_LIMIT)) is not None:
        answer = executor.answer(wire.decode(payload, p.Request))  # type: ignore[arg-type]
        try:
            wire.write_frame(result_fd, wire.encode(answer))
        except BrokenPipeError:
            os._exit(0)


class Executor:
    """Holds the loaded graphs of one submission."""

    def __init__(self, tf: Any) -> None:
        self._tf = tf
        self._graphs: list[LoadedGraph] = []
        self._received = Received()

    def answer(self, request: p.Request) -> p.Answer:
        """Carry out one request; whatever the student's graph raises becomes a GraphFault."""
        try:
            return self._carry_out(request)
        except UnknownName as error:
            return p.GraphFault("NotFound", str(error))
        except wire.WireError as error:
            return p.GraphFault("Unsupported", str(error))
        except (self._tf.errors.OpError, *_FAULTS) as error:
            failure = flatten(error, "")
            node = getattr(getattr(error, "node_def", None), "name", "") or ""
            return p.GraphFault(failure.type, failure.message, str(node))

    def _carry_out(self, request: p.Request) -> p.Answer:
        if isinstance(request, p.Load):
            return self._load(request)
        if isinstance(request, p.Several):
            # All is taken before anything fails: the judge will not send it again.
            steps = [(one, self._given(one)) for one in request.steps]
            return p.Answers(tuple(self._step(one, given) for one, given in steps))
        graph = self._graphs[request.graph]
        match request:
            case p.Describe():
                found = {name: graph.describe(name) for name in request.names}
                return p.Described({name: info for name, info in found.items() if info})
            case p.Ancestry():
                ancestors = sorted(graph.nodes.ancestors(node_name(request.name)))
                return p.Related(tuple(ancestors), tuple(graph.writing.by_running(request.name)))
            case p.Influences():
                return graph.influence.of(request.name, request.fed)
            case p.Changing():
                return p.Changed(graph.influence.changing)
            case p.Outline():
                return p.Outlined(graph.nodes.outline(self._tf))
            case p.RestoreFrom():
                values, feeds = _arrays(request.values), _arrays(request.feeds)
                graph.restore(request.restore_op, values, feeds)
            case p.SavedBy():
                return _answer(graph.saved(request.save_tensor))
            case p.Reopen() | p.Initialise() | p.Assign() | p.RunGraph():
                return self._step(request, self._given(request))
        return p.Arrays()

    def _given(self, step: p.Step) -> dict[str, Any]:
        match step:
            case p.Assign(graph, values, again):
                return self._received.arrays(graph, values, again)
            case p.RunGraph():
                return self._received.arrays(step.graph, step.feeds, step.again)
        return {}

    def _step(self, step: p.Step, given: dict[str, Any]) -> p.Arrays:
        graph = self._graphs[step.graph]
        match step:
            case p.Reopen():
                graph.reopen()
            case p.Initialise():
                graph.initialise()
            case p.Assign():
                graph.assign(given)
            case p.RunGraph(_, fetches, targets, _, times):
                return _answer(graph.run(fetches, targets, given, times, anew=step.anew))
        return p.Arrays()

    def _load(self, request: p.Load) -> p.Loaded:
        from google.protobuf.message import DecodeError
        from tensorflow.python.framework import op_def_registry

        left_out: set[str] = set()
        for number, source in enumerate(request.graphs):
            graph_def = self._tf.GraphDef()
            try:
                graph_def.ParseFromString(source.definition)
            except DecodeError:
                return p.Loaded(p.Rejection(number, "", "", "not a graph definition"))
            allowed = ALLOWED | (frozenset(source.allowed) - SAVERS)
            left_out |= cut_foreign(graph_def, source.needed, allowed)
            functions = [function.signature.name for function in graph_def.library.function]
            known = [name for name in functions if op_def_registry.get(name)]
            savers = Checkpointing(graph_def)
            rejection = vet(graph_def, number, known, allowed)
            if rejection is not None:
                return p.Loaded(rejection)
            relax(graph_def, source.inputs)
            try:
                loaded = LoadedGraph(
                    self._tf, graph_def, source.initializers, savers, request.threads
                )
                self._graphs.append(loaded)
            except (ValueError, TypeError, KeyError, self._tf.errors.OpError) as error:
                return p.Loaded(p.Rejection(number, "", "", f"cannot be imported: {error}"[:500]))
        return p.Loaded(left_out=tuple(sorted(left_out))[:20])


def _arrays(values: dict[str, wire.Array]) -> dict[str, Any]:
    return {name: wire.unpack(value) for name, value in values.items()}


def _answer(values: dict[str, Any]) -> p.Arrays:
    return p.Arrays({name: wire.pack(np.asarray(value)) for name, value in values.items()})
