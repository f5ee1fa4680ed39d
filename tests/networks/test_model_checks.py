"""Checks that several exercises share name only the mistakes that an exercise lists."""

import re
from typing import Any, cast

import numpy as np
import pytest

from grader.catalog.rules import KnownMistake
from grader.collect.claims import Claims
from grader.judge.checks import CheckFailed, fail
from grader.judge.graph import Graph
from grader.judge.trace import Trace
from grader.networks.model_checks import close, listed, require_shapes
from grader.networks.network import Network


def network(*mistakes: str) -> Network:
    """Return a network, with no graph behind it, of an exercise that lists these mistakes."""
    known = [KnownMistake(name, "forward", "Fix it.") for name in mistakes]
    trace = Trace(Claims((), (), (), (), (), ()))
    graph: Any = None
    return Network(cast(Graph, graph), trace, ("a", "b", "out"), (784, 49, 16, 10), mistakes=known)


@listed
def _check(network: Network, name: str) -> None:
    fail(f"found {name}", mistake=name)


@pytest.mark.parametrize(
    ("lists", "named"),
    [(("no_relu", "adam"), "no_relu"), (("adam",), ""), ((), "")],
    ids=["listed", "not-listed", "none-listed"],
)
def test_a_mistake_is_named_if_the_exercise_lists_it(lists: tuple[str, ...], named: str) -> None:
    """The failure and its message stay in any case."""
    with pytest.raises(CheckFailed, match="found no_relu") as caught:
        _check(network(*lists), "no_relu")
    assert caught.value.mistake == named


def test_layers_are_drawn_for_a_network_of_any_depth() -> None:
    """Hidden layers of fewer inputs have larger weights."""
    layers = network().draw(np.random.default_rng(1), 0.1, 0.5, 2.0)
    assert [w.shape for w, _ in layers] == [(784, 49), (49, 16), (16, 10)]
    assert [float(w.std()) for w, _ in layers] == pytest.approx([0.1, 0.4, 0.5], rel=0.1)


def test_logits_are_compared_by_their_size() -> None:
    """What is allowed follows from the largest of them."""
    large = np.array([[1e4, 1.0]])
    assert close(large + 0.1, large)
    assert not close(large + 1.0, large)


class Shapes:
    """A graph of which only the shapes of its variables are known."""

    def variable(self, path: str) -> str:
        """Return a name: each global is a variable."""
        return path

    def shape(self, path: str) -> tuple[int, ...]:
        """Return the right shapes, but for a bias of one number."""
        bias = (1,) if path == "biases['layer_2']" else (1, 49)
        return bias if "bias" in path else (784, 49) if "layer_1" in path else (49, 16)


def test_a_wrong_shape_is_told_as_it_is() -> None:
    """Sides of 1 may be there or not; where the shape is wrong, they are told with it."""
    trace, graph = Trace(Claims((), (), (), (), (), ())), cast(Any, Shapes())
    small = Network(graph, trace, ("layer_1", "layer_2"), (784, 49, 16))
    with pytest.raises(CheckFailed, match=re.escape("`biases['layer_2']` has shape [1], expected")):
        require_shapes(small, np.random.default_rng(1))
