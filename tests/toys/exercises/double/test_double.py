"""Checks for the toy exercise: y = 2x + b."""

from grader.judge import assert_allclose, check


@check(points=1, hint="Multiply by two.")
def test_one(graph):
    """y is 2 for x = 1."""
    graph.assign({"b": 0.0})
    assert_allclose(graph.run("y", {"x": [1.0]}), [2.0], rtol=1e-5, atol=0, what="y")


@check(points=3, hint="Multiply by two and add b.", secret=True, after=("one",))
def test_secret_inputs(graph, rng):
    """y is 2x + b for any x and b."""
    x, b = rng.normal(size=5), rng.normal()
    graph.assign({"b": b})
    got = graph.run("y", {"x": x})
    assert_allclose(got, 2 * x + b, rtol=1e-4, atol=1e-5, rivals={"no_bias": 2 * x})
