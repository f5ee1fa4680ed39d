"""What a recorded script's step, models and measures mean, as handles beside those of its names."""

from collections.abc import Container, Iterator
from typing import Any

import msgspec
import numpy as np

from grader.collect.claims import Handle
from grader.collect.eager.dropping import Dropping
from grader.collect.eager.emitter import Emitter
from grader.collect.eager.fitting import Evaluation
from grader.collect.eager.graphdef import TooLong
from grader.collect.eager.handles import GraphNames
from grader.collect.eager.models import metric_of, model_of
from grader.collect.eager.nodes import Leaf, Node, ancestors
from grader.collect.eager.passes import IN_STEP, Passes, Timed
from grader.collect.eager.shares import Shares
from grader.collect.eager.standing import Standing
from grader.collect.eager.tape import Tape
from grader.collect.eager.using import living, used
from grader.collect.eager.worlds import Place
from grader.collect.events import Run
from grader.collect.failure import flatten
from grader.collect.notes import Notes
from grader.foundation.roles import ModelRoles
from grader.foundation.wire import pack

_TWO_FACED = (
    "When TensorFlow traces your model, it gives other numbers than when it is called: it is not"
    " judged."
)


class Showing:
    """Adds to the names of a graph. models: those that stood in, and for which tensors."""

    def __init__(
        self, tf: Any, tape: Tape, emitter: Emitter, passes: Passes, roles: ModelRoles,
        notes: Notes, shares: Shares,
    ) -> None:  # fmt: skip
        self._tf, self._tape, self._emitter = tf, tape, emitter
        self._passes, self._roles, self._notes = passes, roles, notes
        self._shares = shares
        self._dropping = Dropping(tf, tape, emitter, roles, shares)
        self.models: list[tuple[Any, dict[str, str]]] = []

    def stand_in(self, shown: GraphNames, step: list[Handle], nodes: Container[Node]) -> None:
        """Let a model stand for what no name of the script holds, and for layers' variables.

        step: the handles of its step. Only one that `fit` did leaves more than layers to the model.
        nodes: variables, whose model counts.
        """
        standing = Standing(self._tf, self._tape, self._emitter, shown.reader, shown.graph)
        start = len(self._emitter.graph.definition.node)
        try:
            model = model_of(shown.names, nodes)[1]
            with self._shares.fixed(), self._shares.traced(model):
                self._stand_in(standing, shown, step, nodes)
            if self._roles.keep:
                shown.replace(self._dropping.handles(shown, standing, start))
        except Exception as error:  # the script's own model may raise anything
            what = flatten(error, "")
            self._notes.add(f"Your model cannot be called again: {what.type}: {what.message}")

    def _stand_in(
        self, standing: Standing, shown: GraphNames, step: list[Handle], nodes: Container[Node]
    ) -> None:
        """Let what a model stands for be handles. Raises whatever the model does."""
        by_fit = self._passes.by_fit
        model, argument = model_of(shown.names, nodes)[1], self._emitter.argument
        names, given = shown.names, self._shares.last_given(model, argument)
        if given is not None and self._roles.input not in names:
            names = {**names, self._roles.input: given}
        handles = standing.handles(names, self._roles, step if by_fit else [], nodes)
        if handles and standing.is_two_faced():
            self._notes.add(_TWO_FACED)
            standing.called = None
            return
        if not handles:
            return
        self.models.append((standing.model, {one.path: one.name for one in handles}))
        fitted = {one.path for one in shown.handles if self._is_predicted(shown.names, one)}
        shown.replace(Handle(path, "array") for path in fitted)
        bound = {one.path for one in shown.handles if one.graph == shown.graph}
        layers = {*self._roles.kernels, *self._roles.biases}
        if step and not by_fit:  # what it computes, it computes from its own input
            bound |= {one.path for one in handles}
        sure = {one.path for one in handles} - self._own(shown) if by_fit else layers
        shown.replace(one for one in handles if one.path in sure or one.path not in bound)

    def _own(self, shown: GraphNames) -> set[str]:
        """Return what a `train_step` of the script's own calls as the exercise calls its costs."""
        paths = {self._roles.cost, self._roles.loss}
        costs = (one for one in shown.handles if one.kind == "tensor" and one.path in paths)
        return {one.path for one in costs if self._passes.computed(one.name)}

    def by_use(self, shown: GraphNames, graph: int) -> None:
        """Let variables that the step uses as layers do be those that no name of the script holds.

        Only if it has as many layers as are asked for. graph: the number of the step's.
        """
        roles, data = self._roles, self._passes.data()
        if not roles.kernels or not data or shown.graph != graph:
            return
        layers = used(self._emitter, (one.name for one in data.values()))
        if len(layers) < len(roles.kernels):
            return
        pairs = [*zip(roles.kernels, (one.kernel for one in layers), strict=False)]
        pairs += zip(roles.biases, (one.bias for one in layers), strict=False)
        held, taken = living(self._emitter), {one.path for one in shown.handles}
        for path, name in pairs:
            if name in held and path not in taken:
                shown.reader.variables[name] = held[name]
                found = Handle(path, "variable", shown.graph, name, where=IN_STEP, guessed=True)
                shown.replace([found])

    def evaluated(self, evaluations: list[Evaluation], place: Place) -> Iterator[Timed]:
        """Yield each `evaluate` of a model as a run of its accuracy, with its time."""
        roles = self._roles
        for one in evaluations:
            held = next((names for model, names in self.models if model is one.model), {})
            value = one.values.get(metric_of(one.model)[0])
            if value is None or not (tensor := held.get(roles.accuracy)):
                continue
            fed = (one.images, held.get(roles.input)), (one.labels, held.get(roles.labels))
            feeds = tuple(
                msgspec.structs.replace(feed, name=name) for feed, name in fed if feed and name
            )
            values = {tensor: pack(np.float32(value))}
            yield one.order, Run(*place(one.order), (tensor,), feeds, values)

    def guards(self, graph: int) -> Iterator[Handle]:
        """Yield what decided the branches of the script's own Python."""
        kept = (one for one in self._tape.values.readings if one.kept is not None)
        for number, reading in enumerate(kept):
            if reading.kept is None or reading.value is None or reading.value.size != 1:
                continue
            try:
                name = self._emitter.tensor((reading.kept, reading.output))
            except TooLong:
                continue
            path, value = f"if[{number}]", reading.value.item()
            yield Handle(path, "guard", graph, name, value=value, where=str(reading.line))

    def foreign(self, shown: GraphNames) -> list[Leaf]:
        """Return what decides the names of a graph though no graph may hold what made it.

        Not what the script calls its input, or gave to its step.
        """
        roles = self._roles.input, self._roles.labels
        held = [one for one in shown.handles if one.kind == "tensor"]
        given = {one.name.split(":")[0] for one in held if one.path in roles}
        given |= {one.name.split(":")[0] for one in self._passes.data().values()}
        found = self._emitter.foreign(one.name for one in held)
        return [leaf for name, leaf in found.items() if name not in given]

    def _is_predicted(self, names: dict[str, Any], handle: Handle) -> bool:
        """Say whether a name holds what Keras' own loops gave, which cut their data in batches."""
        value = names.get(handle.path)
        if type(value) is not np.ndarray or not (ref := self._tape.known(value)):
            return False
        leaves = (node for node in ancestors([ref[0]]) if isinstance(node, Leaf))
        return any(leaf.origin.startswith("Iterator") for leaf in leaves)
