"""One run of a script in TensorFlow 2: recorded, and then claimed as one graph."""

import contextlib
from collections.abc import Iterator
from typing import Any

import msgspec

from grader.collect.bound import Bound
from grader.collect.claims import MAX_EVENTS, Gap, GraphClaim, Handle, SessionClaim, Snapshot
from grader.collect.eager.averaging import with_shares
from grader.collect.eager.calls import TRAIN, Called, Found, named
from grader.collect.eager.counting import divides_by_count
from grader.collect.eager.emitter import Emitter
from grader.collect.eager.fitting import IMAGES, LABELS, Evaluation, Fits, batch_by_batch
from grader.collect.eager.gaps import gaps
from grader.collect.eager.handles import EagerHandles, GraphNames, handle_nodes
from grader.collect.eager.hooks import recording
from grader.collect.eager.measuring import Measuring
from grader.collect.eager.models import model_of, with_model
from grader.collect.eager.nodes import Leaf, Ref
from grader.collect.eager.passes import Passes, Timed
from grader.collect.eager.readings import ended, first_writes, read
from grader.collect.eager.rows import open_rows
from grader.collect.eager.shares import Shares
from grader.collect.eager.showing import Showing
from grader.collect.eager.tape import Tape
from grader.collect.eager.updating import told
from grader.collect.eager.values import Reading
from grader.collect.eager.worlds import World, Worlds
from grader.collect.events import Run
from grader.collect.handles import Fetched, GraphIndex, HandleReader
from grader.collect.notes import Notes
from grader.collect.trace import Tracer
from grader.foundation.roles import Calls, ModelRoles


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
        self._tape = Tape(bound.filename, bound.inside)
        self._shares = Shares(tf, self._tape)
        self._emitter = Emitter(tf, self._tape.effects)
        self._reader: EagerHandles | None = None
        self._old: EagerHandles | None = None  # reads what is before a checkpoint, if that differs
        self._written: tuple[str, ...] = ()
        self._replaced: tuple[str, ...] = ()
        self._measuring: Measuring | None = None
        self._evaluations: list[Evaluation] = []
        self._initializers: dict[str, str] = {}
        self._unread: list[Reading] = []
        self._foreign: list[Leaf] = []

    @contextlib.contextmanager
    def recording(self) -> Iterator[None]:
        """Record meanwhile."""
        ends = self._bound.end, self._bound.returned
        keras = batch_by_batch(self.tf, self._tape, self._fits, self._evaluations)
        shares = self._shares.open() if self._roles.keep else contextlib.nullcontext()
        metrics = told(self.tf, self._tape)
        with recording(self._tape, *ends), open_rows(), keras, metrics, shares:
            yield

    def reader(self, tf: Any, graphs: GraphIndex, fetched: Fetched) -> HandleReader:
        """Return what reads the module's names. `tf` is tensorflow.compat.v1."""
        self._reader = self._reading(tf, graphs, self)
        return self._reader

    def _stands_for(self, ref: Ref) -> str:
        return self._measuring.of(ref) if self._measuring else ""

    def _reading(self, tf: Any, graphs: GraphIndex, owner: object) -> EagerHandles:
        """Return what reads names; `owner` is numbered as their graph."""
        kit = self._tape, self._emitter, owner, self._stands_for
        return EagerHandles(tf, graphs, Fetched(), *kit)

    def prepare(self, source: str, names: dict[str, Any]) -> None:
        """Write what was done most often, and what was measured, before the names are read."""
        self._tape.steps.close(self._tape.named(names))
        held = self._tape.named({**self._bound.inside(), **names})
        self._unread = self._tape.ended(held)
        counted = divides_by_count(source)
        self._passes = Passes(self._emitter, self._tape.steps, self._given_names(), counted)
        self._measuring = Measuring(self._emitter, self._tape.measures, self._passes)
        if self._reader:
            self._reader.stepping = self._passes.operations

    def finish(
        self, recorder: Tracer, session: int, names: dict[str, Any]
    ) -> tuple[SessionClaim, ...]:
        """Add to a record the step and the runs that the script's work amounts to.

        Return the session in which they were, as it were, which gets the number `session`; and the
        one before it, if there is one.
        """
        held = {*handle_nodes(self._variables()).values()}
        worlds = Worlds(self._tape.checkpoints, self._emitter, held, session)
        graph = first = recorder.graphs.of(self)
        if worlds.again:
            world = World(lambda: self._claimed(first=True))
            self._old = self._reading(self.tf.compat.v1, recorder.graphs, world)
            first = recorder.graphs.of(world)
        worlds.number(first, graph)
        self._show(recorder.snapshots, worlds, names)
        events = list(self._events(worlds))
        self._initializers = dict(first_writes(self._tape.steps, self._emitter))
        late = worlds.before is None
        events += self._passes.restarts(self._initializers, worlds.place, late=late)
        events.sort(key=lambda pair: pair[0])
        room = MAX_EVENTS - len(recorder.events)
        recorder.events += [event for _, event in events[:room]]
        tape = self._tape
        cut = tape.steps.cut, tape.values.cut, tape.measures.cut, tape.checkpoints.cut
        if any(cut) or len(events) > room:
            recorder.cut.add("events")
        ended = self._ended(graph, recorder)
        sessions = [ended, *worlds.session(ended.values)]
        if found := self._passes.start():
            at = worlds.place(found[0])[0] - session
            sessions[at] = msgspec.structs.replace(sessions[at], starts=(found[1],))
        return tuple(sessions)

    def has_model(self, names: dict[str, Any]) -> bool:
        """Say whether a model among these names stands for what the exercise asks for.

        It does, too, where something among them is called.
        """
        modelled = bool(self._roles.input) and model_of(self._all_names(names))[1] is not None
        return modelled or bool(self._named_calls(names))

    def gaps(self, source: str, names: dict[str, Any]) -> tuple[Gap, ...]:
        """Return where the script leaves TensorFlow."""
        lost = self._measuring.lost if self._measuring else set()
        found = gaps(source, names, self._tape, self._fits.weighted, lost, self._foreign)
        return with_shares(found, source) if self._roles.accuracy else found

    def claim(self) -> GraphClaim:
        """Return the graph."""
        return self._claimed(first=False)

    def _claimed(self, *, first: bool) -> GraphClaim:
        """Return the graph as the first of two, of whose variables those count that were written.

        Or as the last, without those in whose place others were read.
        """
        graph, variables = self._emitter.graph, self._variables()
        trainable = tuple(
            name
            for name, one in variables.items()
            if getattr(one, "trainable", False) and name not in self._replaced
        )
        return GraphClaim(
            operations=len(graph.lines),
            definition=graph.definition.SerializeToString(),
            lines=tuple(graph.lines),
            initializers=self._initializers,
            trainable=self._written if first else trainable,
        )

    def _ended(self, graph: int, recorder: Tracer) -> SessionClaim:
        """Return the values that the variables ended with."""
        values, whole = ended(self._variables())
        if not whole:
            recorder.cut.add("session values")
        return SessionClaim(graph, values)

    # -- inside ---------------------------------------------------------------------------------

    def _show(self, snapshots: list[Snapshot], worlds: Worlds, names: dict[str, Any]) -> None:
        """Add to the snapshots what the step, models and measures mean in each graph."""
        assert self._reader is not None and self._measuring is not None
        kit = self.tf, self._tape, self._emitter, self._passes, self._roles, self._notes
        showing = self._showing = Showing(*kit, self._shares)
        ends, restored = worlds.place(self._passes.end)[1], worlds.restored()
        found = self._passes.without_other_inputs(snapshots[-1].handles)
        end = GraphNames(worlds.last, self._reader, self._all_names(names), found)
        both, written = [end], {*worlds.before.values} if worlds.before else set()
        if self._old and worlds.before:
            if ends == worlds.first:
                self._old.stepping = self._passes.operations
            handles = worlds.handles(self._old, self._bound, names)
            both.insert(0, GraphNames(worlds.first, self._old, worlds.before.names, handles))
            self._written = worlds.names(worlds.before.values)
            self._replaced = worlds.names(restored)
            end.drop(self._replaced)
            end.name_alike(both[0], restored)
        with self.recording():
            for shown in both:
                handles = self._passes.handles(shown.graph, names)
                if shown.graph != ends:
                    handles = self._passes.inputs(shown.graph, names)
                of_model = {*restored.values()} if shown is end else written
                showing.stand_in(shown, handles, of_model)
                if shown is end:
                    shown.replace(self._called(names, shown.graph))
                    shown.replace(showing.guards(shown.graph))
                shown.replace(handles)
                showing.by_use(shown, ends)
        self._foreign = showing.foreign(end)
        if len(both) > 1:
            self._measuring.share(*both)
        for shown in both if self._roles.accuracy else ():
            if metric := self._measuring.of_metric(shown):
                shown.stand_for(self._roles.accuracy, metric.tensor, f"`{metric.measure.metric}`")
        if len(both) > 1:
            snapshots.insert(-1, Snapshot("reset", tuple(both[0].handles)))
        snapshots[-1] = msgspec.structs.replace(snapshots[-1], handles=tuple(end.handles))

    def _given_names(self) -> dict[str, str]:
        """Return what stands for the batch that `fit` was given."""
        own = [f"fit({name})" for name in self._calls.get(TRAIN, ())]
        images, labels = (*own, "", "")[:2]
        return {IMAGES: self._roles.input or images, LABELS: self._roles.labels or labels}

    def _all_names(self, names: dict[str, Any]) -> dict[str, Any]:
        return with_model(names, self._bound.places(names)) if self._roles.input else names

    def _named_calls(self, names: dict[str, Any]) -> dict[str, Any]:
        return named(self._calls, names, self._bound.places(names)) if self._calls else {}

    def _called(self, names: dict[str, Any], graph: int) -> list[Handle]:
        """Return the handles of what is called."""
        assert self._reader is not None
        if not self._calls:
            return []
        kit = self.tf, self._tape, self._emitter, self._reader
        called = Called(*kit, graph, self._calls, self._fits)
        found = Found(self._named_calls(names), self._passes.step, self._passes.operation)
        return list(called.handles(found))

    def _variables(self) -> dict[str, Any]:
        return self._reader.variables if self._reader else {}

    def _events(self, worlds: Worlds) -> Iterator[Timed]:
        """Yield what the script did, each with its time."""
        for order, event in worlds.events():
            if not (isinstance(event, Run) and self._passes.covers(order)):  # else it is a pass
                yield order, event
        yield from self._passes.runs(worlds.place)
        if self._measuring:
            yield from self._measuring.runs(worlds.place)
        yield from self._showing.evaluated(self._evaluations, worlds.place)
        readings = *self._tape.values.readings, *self._unread
        yield from read(readings, self._emitter, worlds.place)
