"""What a script measured, as tensors of its graph that are computed from what its step is given.

So an accuracy of the validation set is one tensor with that of the test set, and a run of it that
was fed other rows.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.collect.claims import Handle
from grader.collect.eager.emitter import Emitter
from grader.collect.eager.forming import Form, formed, replaced
from grader.collect.eager.graphdef import TooLong
from grader.collect.eager.handles import GraphNames
from grader.collect.eager.matching import alike, as_fed, one_hot
from grader.collect.eager.measures import Measure, Measures
from grader.collect.eager.nodes import Leaf, Node, Ref
from grader.collect.eager.passes import Datum, Passes, Timed
from grader.collect.eager.shaping import Batch, open_counts
from grader.collect.eager.worlds import Place
from grader.collect.events import Run
from grader.foundation.wire import DTYPES, pack


@dataclass(frozen=True)
class Shown:
    """A measure in the graph. tensor: its name. inputs: of each of its sources, None for others.

    hot: which of them hold one-hot rows where the source holds numbers of classes.
    """

    measure: Measure
    tensor: str
    inputs: tuple[Datum | None, ...]
    hot: frozenset[Datum]


class Measuring:
    """Writes the measures into the graph when it is made, where a step's data can be their rows.

    lost: the lines where a metric was asked whose rows are nothing that a step is given.
    """

    def __init__(self, emitter: Emitter, measures: Measures, passes: Passes) -> None:
        self._emitter, self._passes = emitter, passes
        self._measures = measures
        self._shown: dict[int, Shown] = {}
        self._replaced: dict[tuple[Any, ...], Node] = {}
        self._casts: dict[tuple[Any, ...], Ref] = {}
        self._forms: dict[bytes, str] | None = None  # of the step's own tensors
        self._made: list[Measure] = []
        self.lost: set[int] = set()
        if passes.step is not None:
            for measure in measures.all():
                try:
                    self._show(measure)
                except TooLong:
                    continue

    def of(self, ref: Ref) -> str:
        """Return the name of the tensor that stands for another, "" if none does."""
        measure = self._measures.of(ref) if self._shown else None
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
                feeds = tuple(as_fed(reading.fed, one.inputs, one.hot))
                values = {one.tensor: pack(reading.value)}
                yield reading.order, Run(session, graph, (one.tensor,), feeds, values)

    def _show(self, measure: Measure) -> None:
        data = self._passes.data()
        instead: dict[Ref, Ref] = {}
        inputs: list[Datum | None] = []
        classes: set[Datum] = set()
        taken = [array.shape[1:] for array in measure.sources.values()]
        for ref, array in measure.sources.items():
            found = alike(array, data.values())
            hot = None if found else one_hot(array, data.values(), taken)
            inputs.append(found or hot)
            if found:
                held = self._sides(found, array.shape[1:])
                instead[ref] = self._cast(held, found.dtype, ref, array.dtype)
            elif hot:
                classes.add(hot)
                instead[ref] = self._cast(self._classes(hot), np.int64, ref, array.dtype)
        if measure.metric and None in inputs:  # the rest of it would stay what it was
            self.lost.add(measure.line)
        elif instead:
            tensor = self._in_step(measure)
            if not tensor:
                given = [one for one in inputs if one]
                tensor = self._likewise(self._opened(measure, instead, given))
            self._shown[id(measure)] = Shown(measure, tensor, tuple(inputs), frozenset(classes))

    def _opened(self, measure: Measure, instead: dict[Ref, Ref], given: Iterable[Datum]) -> str:
        """Write a measure of any number of rows, also where Python counted those of its own."""
        tensor, graph = self._written(measure.ref, instead), self._emitter.graph
        rows = len(next(iter(measure.sources.values())))
        asked = sorted({*given}, key=lambda one: -math.prod(one.shape))
        batch = [Batch(one.name, one.dtype, rows) for one in asked]
        within = graph.behind(tensor.split(":")[0])
        open_counts(graph, batch, divisors=self._passes.counted, within=within)
        return tensor

    def _in_step(self, measure: Measure) -> str:
        """Return the step's own tensor that is computed as the measure is, "" if there is none."""
        step, rows = self._passes.step, self._passes.data()
        assert step is not None
        for ref in step.names.values():
            if ref not in rows and formed(ref, rows)[:2] == (measure.form, measure.variables):
                return self._emitter.fetched(ref)
        return ""

    def _likewise(self, tensor: str) -> str:
        """Return the step's own tensor that another function computes likewise, else `tensor`."""
        step, graph = self._passes.step, self._emitter.graph
        assert step is not None
        if self._forms is None:
            rows = self._passes.data()
            own = [self._emitter.fetched(ref) for ref in step.names.values() if ref not in rows]
            self._forms = {form: one for one, form in graph.forms(own).items()}
        return self._forms.get(graph.forms([tensor])[tensor], tensor)

    def _written(self, ref: Ref, instead: dict[Ref, Ref]) -> str:
        """Write a tensor that is computed from other sources; of one call, all that it gives."""
        key = ref[0], *instead.items()
        if key not in self._replaced:
            self._replaced[key] = replaced(ref, instead)[0]
            self._emitter.prefer(self._replaced[key])
        return self._emitter.fetched((self._replaced[key], ref[1]))

    def _classes(self, hot: Datum) -> Ref:
        """Return the numbers of the classes of one-hot rows."""
        tf, (node, _) = self._emitter.graph.tf, hot.ref
        axis = Leaf(np.asarray(1, np.int32), node.order, node.line), 0
        attrs = ("T", tf.as_dtype(hot.dtype).as_datatype_enum, "Tidx", tf.int32.as_datatype_enum,
                 "output_type", tf.int64.as_datatype_enum)  # fmt: skip
        return Node("ArgMax", (hot.ref, axis), attrs, 1, node.order, node.line), 0

    def _sides(self, found: Datum, sides: tuple[int, ...]) -> Ref:
        """Return what a step was given, each row with the sides that it has in a measure."""
        if found.shape[1:] == sides:
            return found.ref
        key = found.ref, sides
        if key not in self._casts:
            tf, (node, _) = self._emitter.graph.tf, found.ref
            wanted = Leaf(np.array([-1, *sides], np.int32), node.order, node.line), 0
            attrs = ("T", tf.as_dtype(found.dtype).as_datatype_enum,
                     "Tshape", tf.int32.as_datatype_enum)  # fmt: skip
            made = Node("Reshape", (found.ref, wanted), attrs, 1, node.order, node.line)
            self._casts[key] = made, 0
        return self._casts[key]

    def _cast(self, given: Ref, held: Any, ref: Ref, wanted: Any) -> Ref:
        """Return a tensor of the type `held` as the type that a measure takes at `ref`."""
        if held == wanted:
            return given
        key = given, np.dtype(held), np.dtype(wanted)
        if key in self._casts:
            return self._casts[key]
        kinds = (self._emitter.graph.tf.as_dtype(one).as_datatype_enum for one in (held, wanted))
        attrs = [part for pair in zip(("SrcT", "DstT"), kinds, strict=True) for part in pair]
        node = Node("Cast", (given,), tuple(attrs), 1, ref[0].order, ref[0].line)
        return self._casts.setdefault(key, (node, 0))
