"""A graph that is written has an end."""

from types import SimpleNamespace
from typing import Any

import pytest

from grader.collect.eager import graphdef


def test_no_more_nodes_than_a_graph_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes after the last one is refused, and says why."""
    made: list[Any] = []
    nodes = SimpleNamespace(add=lambda **node: made.append(node))
    first = SimpleNamespace(GraphDef=lambda: SimpleNamespace(node=nodes))
    graph = graphdef.GraphBuilder(SimpleNamespace(compat=SimpleNamespace(v1=first)))
    monkeypatch.setattr(graphdef, "MAX_NODES", 2)
    graph.node("NoOp", "a", 1)
    graph.node("NoOp", "a", 2)
    with pytest.raises(graphdef.TooLong, match="more than 2 operations"):
        graph.node("NoOp", "a", 3)
    assert [one["name"] for one in made] == ["a", "a_1"]
