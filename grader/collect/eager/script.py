"""One run of a script in TensorFlow 2: recorded, and then claimed as one graph."""

import contextlib
from collections.abc import Container, Iterator
from typing import Any

import msgspec
import numpy as np

from grader.collect.bound import Bound
from grader.collect.claims import (
    MAX_EVENTS,
    MAX_HANDLES,
    STEP,
    Feed,
    Gap,
    GraphClaim,
    Handle,
    Run,
    SessionClaim,
    Snapshot,
)
from grader.collect.eager.calls import Called, Found, named
from grader.collect.eager.emitter import Emitter, TooLong
from grader.collect.eager.fitting import IMAGES, LABELS, Fits, batch_by_batch
from grader.collect.eager.gaps import gaps
from grader.collect.eager.handles import EagerHandles
from grader.collect.eager.hooks import recording
from grader.collect.eager.models import model_of
from grader.collect.eager.nodes import Leaf, Node, ancestors
from grader.collect.eager.rows import open_rows
from grader.collect.eager.standing import Standing
from grader.collect.eager.steps import Step
from grader.collect.eager.tape import Tape
from grader.collect.eager.worlds import Worlds
from grader.collect.failure import flatten
from grader.collect.handles import Fetched, GraphIndex, HandleReader
from grader.collect.notes import Notes
from grader.collect.trace import Tracer
from grader.foundation.roles import Calls, ModelRoles
from grader.foundation.text import encodable
from grader.foundation.wire import DTYPES, Array, pack

_IN_STEP = f"`{STEP}`"
_TWO_FACED = (
    "When TensorFlow traces your model, it gives other numbers than when it is called: it is not"
    " judged."
)
_VALUES_BUDGET = 1 << 20
_ENDS_BUDGET = 5 << 20


class Script:
    """Records a run, and writes down what its names hold. `tf` is tensorflow.

    roles: what a model stands for. calls: what is called when the run has ended.
    """

    def __init__(
        self, tf: Any, bound: Bound, roles: ModelRoles, calls: Calls, notes: Notes
    ) -> None:
        self.tf = tf
        self._bound = bound
        self._roles, self._calls, self._notes = roles, calls, notes
        self._fits = Fits()
        self._tape = Tape(bound.filename)
        self._emitter = Emitter(tf, self._tape.effects)
        self._reader: EagerHandles | None = None
        self._initializers: dict[str, str] = {}
        self._main: Step | None = None
        self._operation = ""

    @contextlib.contextmanager
    def recording(self) -> Iterator[None]:
        """Record meanwhile."""
        batches = batch_by_batch(self.tf, self._fits)
        with recording(self._tape, self._bound.end), open_rows(), batches:
            yield

    def reader(self, tf: Any, graphs: GraphIndex, fetched: Fetched) -> HandleReader:
        """Return what reads the module's names. `tf` is tensorflow.compat.v1."""
        self._reader = EagerHandles(tf, graphs, fetched, self._tape, self._emitter, self)
        return self._reader

    def prepare(self, names: dict[str, Any]) -> None:
        """Write the step that was done most often, before the module's names are read."""
        self._tape.steps.close(self._tape.named(names))
        self._main = self._tape.steps.main()
        if self._main is not None:
            try:
                self._operation = self._emitter.step("step", self._main.writes)
            except TooLong:
                self._main = None

    def finish(
        self, recorder: Tracer, session: int, names: dict[str, Any]
    ) -> tuple[SessionClaim, ...]:
        """Add to a record the step and the runs that the script's work amounts to.

        Return the session in which they were, as it were, which gets the number `session`.
        """
        graph = recorder.graphs.of(self)
        handles, passes = self._step(graph, session, names)
        recorder.snapshots[-1] = self._without_other_inputs(recorder.snapshots[-1])
        self._stand_in(recorder.snapshots, names, graph, handles)
        self._call(recorder.snapshots, names, graph)
        worlds = Worlds(self.tf, self._tape, self._emitter, self.claim, self._variables())
        before = worlds.claim(recorder, graph, session)
        _replace_last(recorder.snapshots, list(self._guards(graph)))
        runs = list(self._readings(graph, session))
        _replace_last(recorder.snapshots, handles)
        self._initializers = dict(self._first_writes())
        runs += self._with_restarts(passes)
        room = MAX_EVENTS - len(recorder.events)
        recorder.events += runs[:room]
        if self._tape.steps.cut or self._tape.values.cut or len(runs) > room:
            recorder.cut.add("events")
        return (self._ended(graph, recorder), *before)

    def has_model(self, names: dict[str, Any]) -> bool:
        """Say whether a model among these names stands for what the exercise asks for.

        It does, too, where something among them is called.
        """
        modelled = bool(self._roles.input) and model_of(names)[1] is not None
        return modelled or bool(self._named_calls(names))

    def gaps(self, source: str, names: dict[str, Any]) -> tuple[Gap, ...]:
        """Return where the script leaves TensorFlow."""
        return gaps(source, names, self._tape)

    def claim(self) -> GraphClaim:
        """Return the graph."""
        graph = self._emitter.graph
        return GraphClaim(
            operations=len(graph.lines),
            definition=graph.definition.SerializeToString(),
            lines=tuple(graph.lines),
            initializers=self._initializers,
            trainable=tuple(
                name for name, one in self._variables().items() if getattr(one, "trainable", False)
            ),
        )

    def _ended(self, graph: int, recorder: Tracer) -> SessionClaim:
        """Return the values that the variables ended with."""
        left, values = _ENDS_BUDGET, dict[str, Array]()
        for name, variable in self._variables().items():
            value = variable.numpy()
            if value.dtype.name in DTYPES and (left := left - value.nbytes) >= 0:
                values[name] = pack(value)
        if left < 0:
            recorder.cut.add("session values")
        return SessionClaim(graph, values)

    # -- inside ---------------------------------------------------------------------------------

    def _variables(self) -> dict[str, Any]:
        return self._reader.variables if self._reader else {}

    def _stand_in(
        self, snapshots: list[Snapshot], names: dict[str, Any], graph: int, step: list[Handle]
    ) -> None:
        """Let a model stand for what no name of the script holds, and for layers' variables.

        step: the handles of its step. Only one that `fit` did leaves more than layers to the model.
        """
        assert self._reader is not None
        standing = Standing(self.tf, self._tape, self._emitter, self._reader, graph)
        by_fit = self._main is not None and IMAGES in self._main.names
        try:
            with self.recording():
                handles = standing.handles(names, self._roles, step if by_fit else [])
        except Exception as error:  # the script's own model may raise anything
            what = flatten(error, "")
            self._notes.add(f"Your model cannot be called again: {what.type}: {what.message}")
            return
        if handles and standing.is_two_faced():
            self._notes.add(_TWO_FACED)
            return
        if not handles:
            return
        fitted = {one.path for one in snapshots[-1].handles if self._is_predicted(names, one)}
        _replace_last(snapshots, [Handle(path, "array") for path in fitted])
        bound = {one.path for one in snapshots[-1].handles if one.graph == graph}
        layers = {*self._roles.kernels, *self._roles.biases}
        if step and not by_fit:  # what it computes, it computes from its own input
            bound |= {one.path for one in handles}
        sure = {one.path for one in handles} if by_fit else layers
        taken = [one for one in handles if one.path in sure or one.path not in bound]
        _replace_last(snapshots, taken)

    def _named_calls(self, names: dict[str, Any]) -> dict[str, Any]:
        return named(self._calls, names, self._bound.places(names)) if self._calls else {}

    def _call(self, snapshots: list[Snapshot], names: dict[str, Any], graph: int) -> None:
        """Add the handles of what is called."""
        assert self._reader is not None
        if not self._calls:
            return
        called = Called(
            self.tf, self._tape, self._emitter, self._reader, graph, self._calls, self._fits
        )
        found = Found(self._named_calls(names), self._main, self._operation)
        with self.recording():
            handles = list(called.handles(found))
        _replace_last(snapshots, handles)

    def _is_predicted(self, names: dict[str, Any], handle: Handle) -> bool:
        """Say whether a name holds what Keras' own loops gave, which cut their data in batches."""
        value = names.get(handle.path)
        if type(value) is not np.ndarray or not (ref := self._tape.known(value)):
            return False
        leaves = (node for node in ancestors([ref[0]]) if isinstance(node, Leaf))
        return any(leaf.origin.startswith("Iterator") for leaf in leaves)

    def _step(
        self, graph: int, session: int, bound: Container[str]
    ) -> tuple[list[Handle], list[Run]]:
        """Return the handles of the main step, and its passes as runs that were fed."""
        if self._main is None:
            return [], []
        try:
            names = dict(self._named(self._main))
        except TooLong:
            return [], []
        handles = [Handle(STEP, "operation", graph, self._operation, where=_IN_STEP)]
        handles += [
            Handle(encodable(path), "tensor", graph, one, where="" if path in bound else _IN_STEP)
            for path, one in names.items()
        ]
        given = self._given_names()
        passes = [
            Run(session, graph, (self._operation,), tuple(_renamed(fed, names, given)), {})
            for fed in self._main.fed
        ]
        return handles, passes

    def _without_other_inputs(self, snapshot: Snapshot) -> Snapshot:
        """Return it without what functions were given beside the step, to measure something."""
        if self._main is None:
            return snapshot
        leaves = (one for one in ancestors(self._main.writes.values()) if isinstance(one, Leaf))
        mine = {self._emitter.tensor((one, 0)) for one in leaves}
        given = {f"{name}:0" for name in self._emitter.graph.open_inputs()} - mine
        kept = (one for one in snapshot.handles if not one.where or one.name not in given)
        return msgspec.structs.replace(snapshot, handles=tuple(kept))

    def _with_restarts(self, passes: list[Run]) -> list[Run]:
        """Return passes with runs of an initializer where variables were drawn anew."""
        found = list(passes)
        if self._main is None or not passes:
            return found
        named = (self._emitter.tensor((one, 0)).split(":")[0] for one in self._main.writes)
        first = next((self._initializers[one] for one in named if one in self._initializers), "")
        for count in reversed(self._main.restarts if first else ()):
            found.insert(count, msgspec.structs.replace(passes[0], fetches=(first,), feeds=()))
        return found

    def _named(self, step: Step) -> Iterator[tuple[str, str]]:
        """Yield what the step's names mean in the graph; of what `fit` was given, the roles'."""
        given = self._given_names()
        for path, ref in step.names.items():
            if not (name := given.get(path, path)):
                continue
            data = step.data.get(path)
            yield (
                name,
                self._emitter.fetched(ref) if data is None else self._emitter.input(ref, data),
            )

    def _given_names(self) -> dict[str, str]:
        return {IMAGES: self._roles.input, LABELS: self._roles.labels}

    def _first_writes(self) -> Iterator[tuple[str, str]]:
        """Yield the variables of the graph, each with the operation that first gave it a value."""
        for variable, write in list(self._tape.steps.first.items()):
            if self._emitter.has(variable):
                with contextlib.suppress(TooLong):
                    self._emitter.step("initial", {variable: write})
                    name = self._emitter.tensor((variable, 0)).split(":")[0]
                    yield name, self._emitter.operation(write)

    def _guards(self, graph: int) -> Iterator[Handle]:
        """Yield what decided the branches of the script's own Python."""
        kept = (one for one in self._tape.values.readings if one.kept is not None)
        for number, reading in enumerate(kept):
            if reading.kept is None or reading.value is None or reading.value.size != 1:
                continue
            with contextlib.suppress(TooLong):
                name = self._emitter.tensor((reading.kept, reading.output))
                value = reading.value.item()
                yield Handle(
                    f"if[{number}]", "guard", graph, name, value=value, where=str(reading.line)
                )

    def _readings(self, graph: int, session: int) -> Iterator[Run]:
        """Yield a run for each value of the graph that Python was given."""
        left = _VALUES_BUDGET
        for reading in self._tape.values.readings:
            node: Node | None = reading.node()
            if node is None or not self._emitter.has(node):
                continue
            name = self._emitter.tensor((node, reading.output))
            values = {}
            if reading.value is not None and reading.value.dtype.name in DTYPES:
                left -= reading.value.nbytes
                if left >= 0:
                    values[name] = pack(reading.value)
            yield Run(session, graph, (name,), (), values)


def _replace_last(snapshots: list[Snapshot], handles: list[Handle]) -> None:
    """Put handles into the last snapshot, in place of others of the same paths."""
    taken = {handle.path for handle in handles}
    kept = [one for one in snapshots[-1].handles if one.path not in taken]
    both = (*kept, *handles)[:MAX_HANDLES]
    snapshots[-1] = msgspec.structs.replace(snapshots[-1], handles=both)


def _renamed(fed: dict[str, Feed], names: dict[str, str], given: dict[str, str]) -> Iterator[Feed]:
    for path, feed in fed.items():
        if (name := given.get(path, path)) in names:
            yield msgspec.structs.replace(feed, name=names[name])
