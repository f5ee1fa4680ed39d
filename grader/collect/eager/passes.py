"""The step that a script did most often, in the graph: what it did, and what each pass was fed."""

import math
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import msgspec
import numpy as np

from grader.collect.claims import MAX_HANDLES, STEP, Handle, Start
from grader.collect.eager.emitter import Emitter
from grader.collect.eager.fitting import IMAGES
from grader.collect.eager.graphdef import TooLong
from grader.collect.eager.nodes import Leaf, Ref
from grader.collect.eager.shaping import Batch, open_counts
from grader.collect.eager.steps import Step, Steps
from grader.collect.eager.worlds import Place
from grader.collect.events import Feed, Run
from grader.foundation.text import encodable
from grader.foundation.wire import DTYPES, Array, pack

IN_STEP = f"`{STEP}`"
_STARTS_BUDGET = 4 << 20
# What leaves the numbers of each row as they are, if there are as many rows afterwards.
_PASSING = ("Cast", "ExpandDims", "Identity", "Reshape", "Squeeze")
Timed = tuple[float, Any]


@dataclass(frozen=True)
class Datum:
    """What a step was given. name: in the graph. source: what it was before it was passed on."""

    ref: Ref
    name: str
    dtype: Any
    shape: tuple[int, ...]
    source: str


class Passes:
    """Writes the step into the graph when it is made.

    given: what `fit` was given stands for. counted: whether the script divides by rows it counted.
    """

    def __init__(
        self, emitter: Emitter, steps: Steps, given: dict[str, str], counted: bool
    ) -> None:
        self._emitter, self._steps, self._given = emitter, steps, given
        self.counted = counted
        self.step = steps.main()
        self.names: dict[str, str] = {}
        self.operations: set[str] = set()
        self.operation = ""
        self._same = dict(self._passed_on())
        if self.step is not None:
            try:
                self.operation = emitter.step("step", self.step.writes, self.step.earlier)
                self.names = dict(self._named())
                divisors = counted and self._may_count()
                open_counts(emitter.graph, self._batch(), divisors=divisors)
                self.operations = emitter.graph.behind(self.operation)
            except TooLong:
                self.step = None

    @property
    def by_fit(self) -> bool:
        """Whether `fit` of a model did the step."""
        return self.step is not None and IMAGES in self.step.names

    def computed(self, tensor: str) -> bool:
        """Say whether a function that did the step computed a tensor of the graph."""
        writes = self.step.writes.values() if self.step else ()
        bodies = [body for node in writes if (body := self._emitter.body(node)) is not None]
        nodes = self._emitter.graph.definition.node
        return any(tensor.split(":")[0] == one.name for body in bodies for one in nodes[body])

    @property
    def end(self) -> float:
        """When the last pass was done; 0 if there was none."""
        return self.step.ends[-1] if self.step else 0.0

    def covers(self, order: float) -> bool:
        """Say whether something was done in a pass."""
        if self.step is None:
            return False
        passes = zip(self.step.begins, self.step.ends, strict=True)
        return any(begin <= order <= end for begin, end in passes)

    def data(self) -> dict[Ref, Datum]:
        """Return what a pass was given, and what it made of that by casting it."""
        if self.step is None:
            return {}
        names, kinds = self.step.names, self.step.kinds
        found = {}
        for path in (*self.step.data, *self._same):
            if name := self.names.get(self._given.get(path, path)):
                source = self._same.get(path, path)
                found[names[path]] = Datum(names[path], name, *kinds[path], source)
        return found

    def handles(self, graph: int, bound: Container[str]) -> list[Handle]:
        """Return the handles of the step. bound: names of the script's globals."""
        if self.step is None:
            return []
        found = [Handle(STEP, "operation", graph, self.operation, where=IN_STEP)]
        return found + [
            Handle(encodable(path), "tensor", graph, one, where="" if path in bound else IN_STEP)
            for path, one in self.names.items()
        ]

    def without_other_inputs(self, handles: Iterable[Handle]) -> list[Handle]:
        """Return handles without what functions were given beside the step, to measure."""
        if self.step is None:
            return [*handles]
        leaves = (one for one in self.step.nodes() if isinstance(one, Leaf))
        mine = {self._emitter.tensor((one, 0)) for one in leaves}
        given = {f"{name}:0" for name in self._emitter.graph.open_inputs()} - mine
        return [one for one in handles if not one.where or one.name not in given]

    def inputs(self, graph: int, bound: Container[str]) -> list[Handle]:
        """Return the handles of what the step was given, alone."""
        given = {one.name for one in self.data().values()}
        return [one for one in self.handles(graph, bound) if one.name in given]

    def runs(self, place: Place) -> Iterator[Timed]:
        """Yield each pass as a run that was fed, with its time."""
        if self.step is None:
            return
        for order, fed in zip(self.step.ends, self.step.fed, strict=True):
            session, graph = place(order)
            feeds = tuple(self._renamed(fed))
            yield order, Run(session, graph, (self.operation,), feeds, {})

    def start(self) -> tuple[float, Start] | None:
        """Return when the first pass was done, and what variables held before it."""
        if self.step is None:
            return None
        first = self.step
        # The first pass may do more, as an optimizer does: then an earlier step tells the rest.
        earlier = sorted(self._steps.all(), key=lambda one: -one.ends[0])
        starts = {node: one for step in earlier for node, one in step.starts.items()} | first.starts
        left, values = _STARTS_BUDGET, dict[str, Array]()
        for variable, tensor in starts.items():
            value = tensor.numpy()
            if value.dtype.name in DTYPES and (left := left - value.nbytes) >= 0:
                values[self._emitter.tensor((variable, 0)).split(":")[0]] = pack(value)
        return first.ends[0], Start((self.operation,), values)

    def restarts(
        self, initializers: dict[str, str], place: Place, *, late: bool
    ) -> Iterator[Timed]:
        """Yield a run of an initializer where variables were drawn anew between two passes.

        late: after the last one, too.
        """
        if self.step is None:
            return
        named = (self._emitter.tensor((one, 0)).split(":")[0] for one in self.step.writes)
        first = next((initializers[one] for one in named if one in initializers), "")
        for count in self.step.restarts if first else ():
            if 0 < count < len(self.step.ends) + late:
                order = self.step.ends[count - 1] + 0.1
                yield order, Run(*place(order), (first,), (), {})

    def _named(self) -> Iterator[tuple[str, str]]:
        """Yield what the step's names mean in the graph; of what `fit` was given, the roles'."""
        assert self.step is not None
        for path, ref in islice(self.step.names.items(), MAX_HANDLES):
            if not (name := self._given.get(path, path)):
                continue
            data = self.step.data.get(path)
            yield (
                name,
                self._emitter.fetched(ref) if data is None else self._emitter.input(ref, data),
            )

    def _batch(self) -> list[Batch]:
        """Return what has rows, as the step goes on with it: first what has most numbers a row."""
        assert self.step is not None
        names, kinds = self.step.names, self.step.kinds
        last = {source: path for path, source in self._same.items()}  # the latest comes last
        given = [path for path in self.step.data if kinds[path][1]]
        given.sort(key=lambda path: -math.prod(kinds[path][1]))
        named = [
            Batch(self._emitter.tensor(names[path]), kinds[path][0], kinds[path][1][0])
            for path in (last.get(one, one) for one in given)
        ]
        return named or [*self._unnamed(self.step)]

    def _unnamed(self, step: Step) -> Iterator[Batch]:
        """Yield the rows that a step was given and no name of the script holds: `x[i:i + 20]`."""
        for leaf in step.given():
            if np.ndim(leaf.value) > 1:
                rows, dtype = len(leaf.value), leaf.value.dtype
                yield Batch(self._emitter.tensor((leaf, 0)), dtype, rows)

    def _may_count(self) -> bool:
        """Say whether a divisor that is the number of rows can be one that Python counted.

        If only some passes had as many rows as the last, it may be one that the script fixed: most
        begin with a whole batch.
        """
        assert self.step is not None
        fed = ([feed.shape[0] for feed in one.values() if feed.shape] for one in self.step.fed)
        counts = [one[0] for one in fed if one]
        return len({*counts}) < 2 or counts[0] != counts[-1]

    def _renamed(self, fed: dict[str, Feed]) -> Iterator[Feed]:
        """Yield what a pass was fed, under its own name and those of what was only passed on."""
        assert self.step is not None
        found: dict[str, Feed] = {}
        for path, feed in fed.items():
            for one in (path, *(name for name, source in self._same.items() if source == path)):
                if name := self.names.get(self._given.get(one, one)):
                    sides = feed.shape[:1] + self.step.kinds[one][1][1:]
                    found[name] = msgspec.structs.replace(feed, name=name, shape=sides)
        yield from found.values()

    def _passed_on(self) -> Iterator[tuple[str, str]]:
        """Yield the names of what is data but for its type and shape, each with that of the data.

        The digests of its rows are the same.
        """
        if self.step is None:
            return
        data, kinds = {self.step.names[path]: path for path in self.step.data}, self.step.kinds
        for path, ref in sorted(self.step.names.items(), key=lambda one: one[1][0].order):
            source = ref
            while source not in data and source[0].op in _PASSING and source[0].inputs:
                source = source[0].inputs[0]
            as_many = source in data and kinds[path][1][:1] == kinds[data[source]][1][:1]
            if ref not in data and as_many:
                yield path, data[source]
