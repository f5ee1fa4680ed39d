"""Checks of the function that builds a network."""

from itertools import pairwise

import pytest
from shared.functions import drawn, forward, layers_of, put, shape_of

from grader.judge import CheckFailed, assert_allclose, check, fail, require

TURN = ["tanh", "sigmoid", ""]


@pytest.fixture
def pairs(graphs, arguments):
    """Return the graph and the arguments of each run."""
    return list(zip(graphs, arguments, strict=True))


def sizes(given):
    """Return the widths of the input and of each layer."""
    return [given["nx"], *given["layer_sizes"]]


def activations(given, shift=0):
    """Return the activations of the layers."""
    count = len(given["layer_sizes"])
    return [TURN[(given["first"] + number + shift) % 3] for number in range(count)]


@check(points=3, hint="Go through both lists, and give each layer the one before it.")
def test_layers(pairs):
    """There is a layer for each size of the list, each built on the one before."""
    for graph, given in pairs:
        try:
            layers_of(graph, sizes(given), activations(given), "y_pred")
        except CheckFailed as error:
            fail(error.message, mistake=_mistake(graph, given))
        shape = graph.shape("y_pred")
        require(shape == (None, given["layer_sizes"][-1]), f"`y_pred` has the shape {shape}")


def _mistake(graph, given):
    """Return why the weights are not those that should be there."""
    used = graph.needs(graph.handle("y_pred").name)
    made = [shape_of(graph, name) for name in graph.trainable()]
    found = [shape_of(graph, name) for name in graph.trainable() if name in used]
    made, found = ([one for one in shapes if len(one) == 2] for shapes in (made, found))
    wide = sizes(given)
    back = [wide[0], *wide[:0:-1]]
    from_x = [(wide[0], size) for size in wide[1:]]
    if made == from_x and len(found) == 1 < len(made):
        return "always_from_x"
    if made == [(wide[0], wide[1])]:
        return "one_layer" if len(wide) > 2 else ""
    if made == [*pairwise(wide[:-1])]:
        return "last_left_out"
    return "backwards" if made == [*pairwise(back)] else ""


@check(
    points=5,
    hint="Each layer has the activation in its own place of the list.",
    secret=True,
    after=("layers",),
)
def test_output(pairs, rng):
    """`y_pred` is what the chain of layers makes of the inputs."""
    for graph, given in pairs:
        values = drawn(rng, sizes(given))
        put(graph, layers_of(graph, sizes(given), activations(given), "y_pred"), values)
        x = rng.normal(size=(9, given["nx"]))
        right = activations(given)
        rivals = {
            "same_activation": [right[0]] * len(right),
            "no_activation": [""] * len(right),
            "next_activation": activations(given, 1),
        }
        assert_allclose(
            graph.run("y_pred", {"x": x}),
            forward(x, values, right),
            rtol=1e-4,
            atol=2e-5,
            what="y_pred",
            rivals={name: forward(x, values, one) for name, one in rivals.items()},
        )
