"""Checks for relu: output = relu(features W1 + b1) W2 + b2."""

import numpy as np

from grader.judge import assert_allclose, check, require


@check(points=1)
def test_graph(graph):
    """`output` is computed by your graph."""
    require(graph.dtype("output") == "float32", "no")


@check(points=4, secret=True, after=("graph",))
def test_hidden_layer(graph, rng):
    """`hidden_layer` is relu."""
    x = rng.normal(size=(3, 4))
    w = rng.normal(size=(4, 3))
    b = rng.normal(size=3)
    graph.assign({"features": x, "weights[0]": w, "biases[0]": b})
    z = x @ w + b
    assert_allclose(
        graph.run("hidden_layer"), np.maximum(z, 0), rtol=1e-4, atol=1e-5, rivals={"no_relu": z}
    )
