"""What the operations of a graph do to the variables that are trained."""

from collections.abc import Sequence
from contextlib import suppress

from grader.collect.events import Run
from grader.judge.connection import GraphError
from grader.judge.graph import Graph


class Roles:
    """Which operations of a graph train some variables, and which initialise them."""

    def __init__(self, graph: Graph, variables: frozenset[str], source: str) -> None:
        self.number = graph.number
        self._graph = graph
        self.variables = variables
        self._source = source
        claimed = graph.claim.initializers
        self._initializers = frozenset(claimed[name] for name in variables if name in claimed)
        self._computed: dict[str, bool] = {}

    def trains(self, name: str) -> bool:
        """Say whether running `name` writes one of the variables, and depends on the source."""
        return bool(self.set_by(name)) and self._source in self._graph.needs(name)

    def starts(self, name: str) -> bool:
        """Say whether running `name` gives the variables their initial values, or random ones."""
        if not self.set_by(name):
            return False
        return bool(self._initializers & self._graph.needs(name)) or self._assigns_start(name)

    def set_by(self, *names: str) -> frozenset[str]:
        """Return those of the variables that running these writes."""
        found = set[str]()
        for name in names:
            with suppress(GraphError):  # a claimed name that the graph does not have
                found.update(self._graph.writes(name))
        return self.variables & found

    def needed_by(self, operations: Sequence[str]) -> frozenset[str]:
        """Return the nodes that operations depend on."""
        return frozenset[str]().union(*map(self._graph.needs, operations))

    def bypassed(self, run: Run) -> bool:
        """Say whether a run feeds the source and also something that is computed from it.

        The same rows in another shape or type are no other thing.
        """
        fed = {feed.name.split(":")[0]: feed.rows for feed in run.feeds}
        if self._source not in fed:
            return False
        own = fed.pop(self._source)
        return any(self._is_computed(name) for name, rows in fed.items() if not own or rows != own)

    def _assigns_start(self, name: str) -> bool:
        """Say whether `name` writes into a variable what it began with, or what is drawn anew.

        Other constants do not count: they may be values that the script has kept, the best for one.
        """
        for write in self._graph.influences(name).writes:
            if write.variable not in self.variables:
                continue
            if write.sources:
                if not any(map(self._is_variable, write.sources)):
                    return True
            elif self._is_start(write.variable, name):
                return True
        return False

    def _is_start(self, variable: str, name: str) -> bool:
        """Say whether `name` depends on all that the variable's initializer writes there."""
        try:
            start = self._graph.claim.initializers[variable]
            return self._graph.needs(start) - {start} <= self._graph.needs(name)
        except (KeyError, GraphError):  # a claimed name that the graph does not have
            return False

    def _is_variable(self, name: str) -> bool:
        info = self._graph.node(name)
        return info is not None and bool(info.variable)

    def _is_computed(self, name: str) -> bool:
        """Say whether an operation depends on the source."""
        if name not in self._computed:
            try:
                self._computed[name] = self._source in self._graph.needs(name)
            except GraphError:  # a claimed name that the graph does not have
                self._computed[name] = False
        return self._computed[name]
