"""Checks of the function that adds a layer."""

import numpy as np
import pytest
from shared.functions import ACTIVATIONS, drawn, forward, layers_of, put

from grader.judge import assert_allclose, check, fail, require

# Of each graph all start values are drawn so often, 5,400 numbers and more; some initializers give
# the same ones every time. The spread of one draw is known to 1 % where the numbers have a bell
# curve: by chance it is 6.5 % off less than once in 10**10.
DRAWS = 4
SPREAD = 0.065
# Numbers that are drawn evenly reach 1.73 times their spread, those of a bell curve that is cut off
# 2.27 times, at least 2.1 times among so many.
EVEN = 1.9


@pytest.fixture
def pairs(graphs, arguments):
    """Return the graph and the arguments of each run."""
    return list(zip(graphs, arguments, strict=True))


def sizes(given):
    """Return the widths of the input and of both layers."""
    return [given["width"], given["n"], given["outputs"]]


def activations(given):
    """Return the activations of both layers."""
    return [given["activation"], ""]


@check(points=1, hint="`n` is the number of the layer's units.")
def test_shape(pairs):
    """What is returned has `n` numbers in each row."""
    for graph, given in pairs:
        for path, size in (("layer", given["n"]), ("logits", given["outputs"])):
            shape = graph.shape(path)
            if shape != (None, size):
                same = graph.shape("layer") == graph.shape("logits")
                told = f"for n = {size} the layer has the shape {shape}"
                fail(told.replace("None", "any"), mistake="size_in_code" if same else "")


@check(
    points=4,
    hint="activation(prev · weights + bias), and for the activation None the sum itself.",
    secret=True,
    after=("shape",),
)
def test_output(pairs, rng):
    """It is the activation of the weighted sum of `prev` plus the bias."""
    for graph, given in pairs:
        layers = layers_of(graph, sizes(given), activations(given), "logits")
        values = drawn(rng, sizes(given))
        put(graph, layers, values)
        x = rng.normal(size=(7, given["width"]))
        bent = ACTIVATIONS[given["activation"]]
        plain = forward(x, values[:1], [""])
        got = graph.run("layer", {"prev": x})
        rivals = {"no_activation": plain, "activation_twice": bent(bent(plain))}
        assert_allclose(got, bent(plain), rtol=1e-4, atol=2e-5, what="layer", rivals=rivals)
        got = graph.run("logits", {"prev": x})
        wanted = forward(x, values, activations(given))
        assert_allclose(got, wanted, rtol=1e-4, atol=2e-5, what="logits")


@check(
    points=2,
    hint="`tf.variance_scaling_initializer(scale=2.0)` draws He's start values.",
    after=("shape",),
)
def test_start(pairs):
    """Weights start with He's spread for this width, biases with zero."""
    for graph, given in pairs:
        (weights, bias), _ = layers_of(graph, sizes(given), activations(given), "logits")
        found = []
        for _ in range(DRAWS):
            graph.initialise()
            found.append(graph.fetch(weights))
            require(not graph.fetch(bias).any(), "the biases do not start with zero")
        values = np.stack(found).astype(np.float64)
        _require_spread(values, given["width"], given["n"])


def _require_spread(values, wide, narrow):
    """Fail unless the values are He's, by the inputs or by the mean of both sides.

    `variance_scaling_initializer(mode="FAN_AVG")` has a variance of 4 / (inputs + outputs) in
    `tf.contrib`, of 2 / (inputs + outputs) today: the README takes both.
    """
    spread = values.std()
    usual = np.sqrt(2 / (wide + narrow))
    even = np.abs(values).max() < EVEN * spread
    right = [np.sqrt(2 / wide), np.sqrt(4 / (wide + narrow)), *([] if even else [usual])]
    if any(abs(spread - one) <= SPREAD * one for one in right):
        return
    mistake = ""
    if even and abs(spread - usual) <= SPREAD * usual:
        mistake = "usual_start"
    elif spread > 2 * max(right):
        mistake = "wide_start"
    told = f"{spread:.3f}, where {right[0]:.3f} is right for {wide} inputs"
    fail(f"the weights start with a spread of {told}", mistake=mistake)


@check(points=1, hint="Layers take an argument `name`.", after=("shape",))
def test_name(pairs):
    """The layer is called layer in the graph."""
    for graph, given in pairs:
        (weights, _), _ = layers_of(graph, sizes(given), activations(given), "logits")
        above = [part.rstrip("_0123456789") for part in weights.split("/")]
        told = f"the weights are called `{weights}`, which is not in a layer called `layer`"
        plain = above[0] in ("dense", "fully_connected", "Variable")
        require("layer" in above, told, mistake="no_name" if plain else "")
