"""An executor with one graph, asked in Python values."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.execute import protocol as p
from grader.execute.child import Executor
from grader.foundation import wire

Build = Callable[[Any], object]
Values = Mapping[str, npt.ArrayLike]


class Loaded:
    """An executor that holds the graph that `build` makes, asked in Python values."""

    def __init__(self, tf: Any, build: Build, inputs: tuple[str, ...] = ()) -> None:
        with tf.Graph().as_default() as graph:
            build(tf)
        variables = graph.get_collection("variables")
        source = p.GraphSource(
            graph.as_graph_def().SerializeToString(),
            {variable.op.name: variable.initializer.name for variable in variables},
            inputs,
        )
        self.executor = Executor(tf)
        assert self.executor.answer(p.Load((source,))) == p.Loaded()

    def ask(self, request: p.Request) -> dict[str, Any]:
        """Return the arrays of an answer as lists and numbers."""
        answer = self.executor.answer(request)
        assert isinstance(answer, p.Arrays), answer
        return {name: wire.unpack(array).tolist() for name, array in answer.values.items()}

    def fault(self, request: p.Request) -> p.GraphFault:
        """Return what went wrong."""
        answer = self.executor.answer(request)
        assert isinstance(answer, p.GraphFault), answer
        return answer

    def initialise(self) -> None:
        """Run all initializers."""
        assert self.ask(p.Initialise(0)) == {}

    def assign(self, values: Values) -> None:
        """Set variables."""
        assert self.ask(p.Assign(0, packed(values))) == {}

    def run(self, *fetches: str, feed: Values | None = None, **options: Any) -> Any:
        """Return what was fetched: one value, or a list of them."""
        found = self.ask(p.RunGraph(0, fetches, feeds=packed(feed or {}), **options))
        assert list(found) == list(fetches)
        return found[fetches[0]] if len(fetches) == 1 else list(found.values())

    def info(self, name: str) -> p.NodeInfo | None:
        """Describe one node or tensor."""
        answer = self.executor.answer(p.Describe(0, (name,)))
        assert isinstance(answer, p.Described)
        return answer.nodes.get(name)

    def writes(self, name: str) -> tuple[str, ...]:
        """Return the variables that running `name` writes."""
        answer = self.executor.answer(p.Ancestry(0, name))
        assert isinstance(answer, p.Related)
        return answer.writes

    def ancestors(self, name: str) -> set[str]:
        """Return the nodes that `name` depends on."""
        answer = self.executor.answer(p.Ancestry(0, name))
        assert isinstance(answer, p.Related)
        return set(answer.ancestors)


def packed(values: Values) -> dict[str, wire.Array]:
    """Return float32 arrays as they travel."""
    return {name: wire.pack(np.asarray(value, np.float32)) for name, value in values.items()}
