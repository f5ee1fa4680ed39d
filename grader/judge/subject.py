"""The submission under judgement: its claims and its graphs in the executor."""

import contextlib
import hashlib
import hmac
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from grader.catalog import Exercise
from grader.catalog.arguments import Value, draw
from grader.collect.claims import Claims
from grader.collect.events import MAX_NODES
from grader.execute.protocol import GraphSource, Rejection
from grader.execute.vet import too_many
from grader.foundation.model import GraphPicture
from grader.judge.checks import CheckFailed, Missing
from grader.judge.connection import Connection, ExecutorLost, GraphError, GraphRejected
from grader.judge.graph import Graph
from grader.judge.trace import Printed, Trace
from grader.judge.views import (
    View,
    absences,
    looked_up,
    main_view,
    plain_values,
    unbound,
    unfilled,
    views,
    views_of_runs,
    with_names,
)
from grader.pictures.boxes import MOST_OPERATIONS
from grader.pictures.boxes import draw as draw_boxes
from grader.submission.messages import StyleFault

_FEW_GRAPHS = 8


@dataclass(repr=False)
class Subject:
    """Everything that fixtures hand to a check.

    left_out: operation types that are in the script's graphs, but beside the answer and not run.
    renamed: other names of the script for what the exercise asks for. turned: lines of Python's
    `if` that would have gone another way for what a failed check gave. again: the
    claims of a second run.
    """

    exercise: Exercise
    claims: Claims
    printed: Printed
    seed: bytes
    connection: Connection
    left_out: tuple[str, ...] = ()
    style: tuple[StyleFault, ...] = ()
    again: Claims | None = None
    renamed: dict[str, str] = field(default_factory=dict)
    turned: set[int] = field(default_factory=set)
    _graphs: dict[int, Graph] = field(default_factory=dict)
    _views: list[View] = field(default_factory=list)

    def load(self, threads: int = 1) -> None:
        """Send all graphs to the executor; raises GraphRejected."""
        rules = self.exercise.rules.handles
        if self.exercise.functions:
            self._views = views_of_runs(self.claims, rules, self.exercise.rules.runs)
        else:
            self._views = views(self.claims, rules)
        found = {view.graph: view for view in self._views}
        sources = []
        for number, claim in enumerate(self.claims.graphs):
            if claim.operations > MAX_NODES:
                raise GraphRejected(Rejection(number, "", "", too_many(claim.operations)))
            handles = found[number].handles if number in found else {}
            inputs = tuple(
                handles[name].name if name in handles else name for name in rules.inputs
                if name not in handles or handles[name].kind == "variable"
            )  # fmt: skip
            needed = (*looked_up(handles, rules), *unbound(handles, rules))
            allowed = self.exercise.rules.operations.allow
            sources.append(
                GraphSource(claim.definition, claim.initializers, inputs, needed, allowed)
            )
        self.left_out = self.connection.load(tuple(sources), threads)
        if self.exercise.functions:
            return  # what a function returns counts, whatever the graph calls it
        self._views = [self._with_names(view) for view in self._views or self._unnamed()]
        self._views = [view for view in self._views if view.found]

    def _unnamed(self) -> list[View]:
        """Return the last graphs, of which no global holds a part."""
        return [View(number, {}, 0) for number in range(len(self.claims.graphs))][-_FEW_GRAPHS:]

    def _with_names(self, view: View) -> View:
        """Return a view with what the graph itself calls by a required name, if no global does."""
        missing = unbound(view.handles, self.exercise.rules.handles)
        if not missing:
            return view
        asked = tuple(spelt for name in missing for spelt in (name, f"{name}:0"))
        infos = self.connection.describe(view.graph, asked)
        return with_names(view, missing, infos)

    @property
    def graph(self) -> Graph:
        """The graph that shows most of the required globals; fail the check if there is none."""
        view = main_view(self._views)
        if view is None:
            raise Missing(self._no_graph())
        return self._of_run(view) if self.exercise.functions else self._graph(view)

    @property
    def graphs(self) -> list[Graph]:
        """All graphs that show required globals, in the order in which they were built.

        Of a driver's runs, the graph of each; fail the check if one has none.
        """
        made = self._of_run if self.exercise.functions else self._graph
        return [made(view) for view in self._views]

    @property
    def arguments(self) -> list[dict[str, Value]]:
        """The arguments of each run of the exercise's driver."""
        rules = self.exercise.rules
        return draw(rules.arguments, self.seed, rules.runs)

    def _of_run(self, view: View) -> Graph:
        if view.graph < 0:
            required = self.exercise.rules.handles.required
            messages = {**self._described(), **absences(self.claims)}
            default = f"Nothing that {self.exercise.answer} makes is part of a graph."
            raise Missing(next((messages[one] for one in required if one in messages), default))
        return self._graph(view)

    def _described(self) -> dict[str, str]:
        """Return what is said of a required name that holds no part of a graph."""
        described = self.exercise.rules.handles.described
        return {
            name: f"{text[:1].upper()}{text[1:]} is no part of a graph, or not all of it is."
            for name, text in described.items()
        }

    def numbered(self, number: int) -> Graph:
        """Return graph `number` of the claims, whether or not it shows a required global."""
        if not 0 <= number < len(self.claims.graphs):
            raise CheckFailed(f"the script's graph number {number} is missing")
        shown = (view for view in self._views if view.graph == number)
        return self._graph(next(shown, View(number, {}, 0)))

    def picture(self) -> GraphPicture | None:
        """Return the picture of the main graph, None if there is none, or too much, to draw."""
        view = main_view(self._views)
        if view is None or view.graph < 0:
            return None
        claim = self.claims.graphs[view.graph]
        try:
            nodes = self.connection.outline(view.graph)
        except (GraphError, ExecutorLost):
            return None  # an ornament: whatever is wrong, the checks will say it
        if len(nodes) > MOST_OPERATIONS:
            return None
        handles = {path: one for path, one in view.handles.items() if one.graph is not None}
        return draw_boxes(nodes, handles, claim.lines, self.exercise.rules.handles.required)

    @cached_property
    def trace(self) -> Trace:
        """What the script asked TensorFlow to do."""
        return Trace(self.claims)

    @property
    def values(self) -> dict[str, int | float | bool | str]:
        """Plain numbers and strings among the globals."""
        return plain_values(self.claims)

    def asks_for(self, name: str) -> bool:
        """Say whether `name` is one that the exercise asks for."""
        return name in self.exercise.rules.handles.required

    def candidates(self) -> list[str]:
        """Return the names of tensors of the main graph that no check asks for, one of each."""
        view, rules = main_view(self._views), self.exercise.rules.handles
        if self.exercise.functions:
            return []
        known = {one for asked in rules.required for one in rules.roots(asked)}
        found: dict[str, str] = {}
        for path, handle in (view.handles if view else {}).items():
            if handle.kind == "tensor" and "[" not in path and path not in known:
                found.setdefault(handle.name, path)
        return [*found.values()]

    def where(self, name: str) -> str:
        """Return where a name of the main graph was found, "" for a global."""
        view = main_view(self._views)
        return view.handles[name].where if view and name in view.handles else ""

    def _aliases(self) -> dict[str, tuple[str, ...]]:
        aliases = dict(self.exercise.rules.handles.aliases)
        for name, other in self.renamed.items():
            aliases[name] = (*aliases.get(name, ()), other)
        return aliases

    def look_around(self) -> None:
        """Note, after a check has failed, where Python would have gone another way."""
        for graph in self._graphs.values():
            with contextlib.suppress(ExecutorLost):
                self.turned |= graph.turned()

    def begin_check(self) -> None:
        """Let the next check start from new sessions.

        No check sees what another one assigned; in particular, a graph cannot carry the inputs
        of a secret check into the message of a public one.
        """
        self._graphs.clear()

    def rng(self, name: str) -> np.random.Generator:
        """Return the secret random stream of this submission's check `name`."""
        digest = hmac.digest(self.seed, name.encode(), hashlib.sha256)
        return np.random.default_rng(int.from_bytes(digest, "big"))

    def _graph(self, view: View) -> Graph:
        if view.graph not in self._graphs:
            self.connection.reopen(view.graph)
            self.connection.initialise(view.graph)
            empty = unfilled(self.claims, self.exercise.rules.handles)
            messages = {**empty, **self._described(), **absences(self.claims)}
            self._graphs[view.graph] = Graph(
                self.connection,
                view.graph,
                self.claims.graphs[view.graph],
                view.handles,
                self._aliases(),
                messages,
                fresh=True,
            )
        return self._graphs[view.graph]

    def _no_graph(self) -> str:
        missing = absences(self.claims)
        for name in self.exercise.rules.handles.required:
            if name in missing:
                return f"{missing[name]}."
        names = ", ".join(f"`{name}`" for name in self.exercise.rules.handles.required)
        if self.claims.graphs:
            return (
                f"Your script built a graph, but none of the globals {names} holds a part of it"
                " when the script ends."
            )
        return f"Your script built no graph; the globals {names} should hold one."
