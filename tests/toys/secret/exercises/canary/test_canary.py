"""Hidden checks that fail in every way there is, each with the canary values 31337 and 62674."""

import numpy as np

from grader.judge import Cell, Figure, Series, Table, assert_allclose, check, fail

CANARY = np.array([31337.0, 31337.5])


@check(points=1, secret=True)
def test_assert_allclose(graph, attach):
    """y is 2x (compared)."""
    attach(Table("canary 31337", ("value",), ((Cell("31337"),),)))
    attach(Figure("canary 31337", "step", "y", (Series("canary", (31337.0, 62674.0)),)))
    got = graph.run("y", {"x": CANARY})
    assert_allclose(got, 2 * CANARY, rtol=1e-6, atol=0, rivals={"tripled": 3 * CANARY})


@check(points=1, secret=True)
def test_plain_assert(graph):
    """y is 2x (asserted)."""
    got = graph.run("y", {"x": CANARY})
    assert list(got) == [62674.0, 62675.0], f"31337 gives {got}"


@check(points=1, secret=True)
def test_fail(graph):
    """y is 2x (failed)."""
    got = graph.run("y", {"x": CANARY})
    if got[0] != 62674.0:
        fail(f"31337 gives {got}, not 62674", mistake="tripled" if got[0] == 94011 else "")


@check(points=1, secret=True)
def test_graph_error(graph):
    """y is 2x (the graph raises)."""
    graph.run("y", {"x": np.zeros((2, 31337))})


@check(points=1, secret=True)
def test_raises(graph):
    """y is 2x (the check itself breaks)."""
    got = graph.run("y", {"x": CANARY})
    if got[0] != 62674.0:
        raise KeyError(f"31337: {got}")
