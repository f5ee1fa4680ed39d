"""Checks for the toy exercise of two functions."""

from grader.judge import assert_allclose, check, require


@check(points=1, hint="The second is a number.")
def test_returned(graphs, arguments):
    """`chain` returns a tensor as wide as it is told, and the width."""
    for graph, given in zip(graphs, arguments, strict=True):
        require(graph.shape("made[0]") == (None, given["width"]), "not as wide as it was told")
        require(graph.claimed("made[1]") == given["width"], "the second is not the width")
        require(set(given["names"]) <= {"a", "b"}, "drawn otherwise")


@check(points=3, hint="Scale twice.", secret=True)
def test_twice(graphs, arguments, rng):
    """The tensor is the input, scaled twice."""
    for graph, given in zip(graphs, arguments, strict=True):
        x = rng.normal(size=(5, given["width"]))
        got = graph.run("made[0]", {"x": x})
        once = given["factor"] * x
        want = given["factor"] * once
        assert_allclose(got, want, rtol=1e-4, atol=1e-5, rivals={"once": once})
