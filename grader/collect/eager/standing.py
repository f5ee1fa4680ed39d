"""Names that an exercise asks for and a script leaves to a Keras model."""

from collections.abc import Container
from typing import Any

import numpy as np

from grader.collect.claims import Handle
from grader.collect.eager.emitter import Emitter
from grader.collect.eager.handles import EagerHandles
from grader.collect.eager.models import (
    Layer,
    Traced,
    example_of,
    input_spec,
    is_two_faced,
    metric_of,
    model_of,
    trace,
    trace_costs,
    trace_metric,
)
from grader.collect.eager.nodes import Leaf, Node
from grader.collect.eager.tape import Tape
from grader.collect.eager.using import living, used
from grader.foundation.roles import ModelRoles
from grader.foundation.text import encodable

_MOST_ROWS = 100


class Standing:
    """Finds what a module's model stands for. `graph` is the number of the graph.

    called: the tensor that the model was given, shape and type of it, and the tensor that it gave.
    """

    def __init__(
        self, tf: Any, tape: Tape, emitter: Emitter, reader: EagerHandles, graph: int
    ) -> None:
        self._tf, self._tape, self._emitter = tf, tape, emitter
        self._reader, self._graph = reader, graph
        self._traced: tuple[Any, Traced, Any] | None = None
        self.model: Any = None
        self.called: tuple[str, Any, str] | None = None

    def handles(
        self,
        names: dict[str, Any],
        roles: ModelRoles,
        fitted: list[Handle],
        nodes: Container[Node] = (),
    ) -> list[Handle]:
        """Return the handles of a module's model, none if it has no model.

        fitted: those of what `fit` was given, from which the model is computed then. nodes: the
        variables of the model, of several; it is kept as `model`.

        Raises whatever the script's own model does when it is called again.
        """
        name, model = model_of(names, nodes)
        self.model = model
        if model is None or not roles.input:
            return []
        where = f"`{encodable(name)}`"
        held = {one.path: one.name for one in fitted}
        if roles.input in held:
            given, labels = held[roles.input], held.get(roles.labels, "")
            spec = self._placeholder(given)
            example = None
        else:
            labels, (given, spec, example) = "", self._given(names.get(roles.input), model)
        if spec is None:
            return []
        start = len(self._emitter.graph.definition.node)
        traced = trace(self._tf, self._tape, self._emitter, model, given, spec)
        if len(traced.layers) < len(roles.kernels):
            traced = self._by_use(traced, given, start)
        self._traced = model, traced, example_of(spec) if example is None else example
        self.called = given, spec, traced.outputs[-1]
        found = [Handle(roles.input, "tensor", self._graph, given, where=where)]
        found += self._variables(traced, roles, where)
        found += [
            Handle(path, "tensor", self._graph, tensor, where=where)
            for path, tensor in zip(roles.outputs, traced.outputs, strict=False)
        ]
        metric = metric_of(model)[1] if roles.accuracy else None
        if labels and metric is not None:
            pair = labels, traced.outputs[-1]
            kinds = self._placeholder(labels), traced.result
            tensor = trace_metric(self._tf, self._tape, self._emitter, metric, pair, kinds)
            found.append(Handle(roles.accuracy, "tensor", self._graph, tensor, where=where))
        if labels and roles.cost and getattr(model, "_compile_loss", None) is not None:
            inputs = given, labels, traced.outputs[-1]
            specs = spec, self._placeholder(labels), traced.result
            costs = trace_costs(self._tf, self._tape, self._emitter, model, inputs, specs)
            total, bare = (roles.loss, roles.cost) if roles.loss else (roles.cost, "")
            found += [
                Handle(path, "tensor", self._graph, tensor, where=where)
                for path, tensor in zip((total, bare), costs, strict=True)
                if path
            ]
        return found

    def is_two_faced(self) -> bool:
        """Say whether the model gives other numbers when it is called than when it was traced."""
        if self._traced is None:
            return False
        model, traced, example = self._traced
        return is_two_faced(self._tf, model, traced.function, [example])

    def _placeholder(self, tensor: str) -> Any:
        """Return shape and type of a tensor of the graph that can be given values."""
        name = tensor.split(":")[0]
        made = next(one for one in self._emitter.graph.definition.node if one.name == name)
        shape = self._tf.TensorShape(made.attr["shape"].shape)
        return self._tf.TensorSpec(shape, self._tf.as_dtype(made.attr["dtype"].type))

    def _given(self, value: Any, model: Any) -> tuple[str, Any, Any]:
        """Return the tensor that the model is given, its shape and type, and an example.

        It is what the script calls its input, where that is an array or a tensor.
        """
        ref = self._tape.known(value)
        if ref is None and isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
            ref = Leaf(value, 0, 0), 0
        if ref is not None:
            array = np.asarray(ref[0].value if isinstance(ref[0], Leaf) else value)
            spec = self._tf.TensorSpec([None, *array.shape[1:]], array.dtype)
            return self._emitter.input(ref, array), spec, array[:_MOST_ROWS]
        spec = input_spec(self._tf, model)
        if spec is None or None in spec.shape[1:]:
            return "", None, None
        blank = np.zeros([1, *spec.shape[1:]], spec.dtype.as_numpy_dtype)
        return f"{self._emitter.graph.placeholder(blank, 'input', 0).name}:0", spec, None

    def _by_use(self, traced: Traced, given: str, start: int) -> Traced:
        """Return a model with the layers that it has by the use of its variables, if it has more.

        start: the first node of the model's.
        """
        found = used(self._emitter, [given], start)
        if len(found) <= len(traced.layers):
            return traced
        held = living(self._emitter)
        layers = tuple(Layer(held.get(one.kernel), held.get(one.bias), None) for one in found)
        outputs = (*(one.given for one in found[1:]), traced.outputs[-1])
        return Traced(layers, outputs, traced.result, traced.function)

    def _variables(self, traced: Traced, roles: ModelRoles, where: str) -> list[Handle]:
        found: list[Handle | None] = []
        for paths, part in ((roles.kernels, "kernel"), (roles.biases, "bias")):
            for path, layer in zip(paths, traced.layers, strict=False):
                found.append(self._reader.variable(path, getattr(layer, part)))
        return [
            Handle(one.path, one.kind, one.graph, one.name, where=where) for one in found if one
        ]
