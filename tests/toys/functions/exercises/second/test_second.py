"""Checks for the toy exercise of a script with a second file."""

from grader.judge import assert_allclose, check


@check(points=1, hint="y is two.")
def test_two(graph):
    """y is 2."""
    assert_allclose(graph.run("y"), 2.0, rtol=1e-5, atol=0)
