"""What a script measured, as tensors of its graph that are computed from what its step is given.

So an accuracy of the validation set is one tensor with that of the test set, and a run of it that
was fed other rows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from grader.collect.claims import Feed, Handle, Run
from grader.collect.eager.emitter import Emitter, TooLong
from grader.collect.eager.handles import GraphNames
from grader.collect.eager.measures import Form, Measure, Measures, formed, replaced
from grader.collect.eager.nodes import Node, Ref
from grader.collect.eager.passes import Datum, Passes, Timed
from grader.collect.eager.worlds import Place
from grader.foundation.wire import DTYPES, pack


@dataclass(frozen=True)
class Shown:
    """A measure in the graph. tensor: its name. inputs: of each of its sources, "" for others."""

    measure: Measure
    tensor: str
    inputs: tuple[str, ...]


class Measuring:
    """Writes the measures into the graph when it is made, where a step's data can be their rows.

    lost: the lines where a metric was asked whose rows are nothing that a step is given.
    """

    def __init__(self, emitter: Emitter, measures: Measures, passes: Passes) -> None:
        self._emitter, self._passes = emitter, passes
        self._measures = measures
        self._shown: dict[int, Shown] = {}
        self._made: list[Measure] = []
        self.lost: set[int] = set()
        if passes.step is not None:
            for measure in measures.all():
                try:
                    self._show(measure)
                except TooLong:
                    continue

    def of(self, node: Node) -> str:
        """Return the name of the tensor that stands for a node, "" if none does."""
        measure = self._measures.of(node) if self._shown else None
        found = self._shown.get(id(measure))
        return found.tensor if found else ""

    def of_metric(self, names: GraphNames) -> Shown | None:
        """Return what a metric of the script's measures, None if none does.

        Of several one that is called an accuracy, one that was read, and the last of these.
        """
        held = {*names.variables().values()}
        found = [
            one
            for one in self._shown.values()
            if one.measure.metric and {*one.measure.variables} <= held
        ]
        found.sort(
            key=lambda one: ("acc" in one.measure.metric.lower(), one.measure.readings != [])
        )
        return found[-1] if found else None

    def share(self, first: GraphNames, last: GraphNames) -> None:
        """Let the names that mean measures in one of two graphs mean them in both.

        They are computed from its own variables in each. What was measured in the last alone is
        computed from those of the first that had the same names.
        """
        old, new = first.variables(), last.variables()
        self._add_alike({new[path]: old[path] for path in new.keys() & old.keys()})
        forms = {
            one.path: (self._form(one.name), one.where)
            for one in (*first.handles, *last.handles)
            if self._form(one.name)
        }
        for names, variables in ((first, old), (last, new)):
            nodes = {*variables.values()}
            names.replace(
                Handle(path, "tensor", names.graph, one.tensor, where=where)
                for path, (form, where) in forms.items()
                for one in self._shown.values()
                if one.measure.form == form and {*one.measure.variables} <= nodes
            )

    def _form(self, tensor: str) -> Form | None:
        return next(
            (one.measure.form for one in self._shown.values() if one.tensor == tensor), None
        )

    def _add_alike(self, variables: dict[Node, Node]) -> None:
        """Write each measure of some variables as one of others, too. variables: which for which"""
        shown = [one.measure for one in self._shown.values()]
        keys = {(one.form, one.variables) for one in shown}
        for one in shown:
            if {*one.variables} <= variables.keys():
                others = tuple(variables[node] for node in one.variables)
                if (one.form, others) not in keys:
                    instead = {(node, 0): (variables[node], 0) for node in one.variables}
                    ref = replaced(one.ref, instead)
                    self._made.append(Measure(one.form, others, ref, one.sources, one.metric))
                    self._show(self._made[-1])

    def runs(self, place: Place) -> Iterator[Timed]:
        """Yield each time that a number was measured as a run that was fed, with its time."""
        for one in self._shown.values():
            for reading in one.measure.readings:
                if reading.value.dtype.name not in DTYPES:
                    continue
                session, graph = place(reading.order)
                feeds = tuple(_named(reading.fed, one.inputs))
                values = {one.tensor: pack(reading.value)}
                yield reading.order, Run(session, graph, (one.tensor,), feeds, values)

    def _show(self, measure: Measure) -> None:
        data = self._passes.data()
        instead: dict[Ref, Ref] = {}
        inputs: list[str] = []
        for ref, array in measure.sources.items():
            found = _alike(array, data.values())
            inputs.append(found.name if found else "")
            if found:
                instead[ref] = self._cast(found, ref, array)
        if measure.metric and "" in inputs:  # the rest of it would stay what it was
            self.lost.add(measure.line)
        elif instead:
            tensor = self._in_step(measure) or self._written(replaced(measure.ref, instead))
            self._shown[id(measure)] = Shown(measure, tensor, tuple(inputs))

    def _in_step(self, measure: Measure) -> str:
        """Return the step's own tensor that is computed as the measure is, "" if there is none."""
        step, rows = self._passes.step, self._passes.data()
        assert step is not None
        for ref in step.names.values():
            if ref not in rows and formed(ref, rows)[:2] == (measure.form, measure.variables):
                return self._emitter.fetched(ref)
        return ""

    def _written(self, ref: Ref) -> str:
        self._emitter.prefer(ref[0])
        return self._emitter.fetched(ref)

    def _cast(self, given: Datum, ref: Ref, wanted: Any) -> Ref:
        """Return what a step is given, as the type that a measure takes."""
        if given.dtype == wanted.dtype:
            return given.ref
        kinds = (
            self._emitter.graph.tf.as_dtype(one.dtype).as_datatype_enum for one in (given, wanted)
        )
        attrs = [part for pair in zip(("SrcT", "DstT"), kinds, strict=True) for part in pair]
        return Node("Cast", (given.ref,), tuple(attrs), 1, ref[0].order, ref[0].line), 0


def _alike(array: Any, data: Iterable[Datum]) -> Datum | None:
    """Return which of a step's data has the sides of an array, but for the number of rows.

    Of data that was cast, the last: the script goes on with that.
    """
    found = [one for one in data if one.shape and one.shape[1:] == array.shape[1:]]
    return max(found, key=lambda one: one.ref[0].order, default=None)


def _named(fed: tuple[Feed | None, ...], names: tuple[str, ...]) -> Iterator[Feed]:
    for feed, name in zip(fed, names, strict=True):
        if feed is not None and name:
            yield msgspec.structs.replace(feed, name=name)
