"""Checks with every outcome that a submission can cause."""

import numpy as np
import pytest

from grader.judge import (
    Cell,
    Figure,
    Series,
    Table,
    absent,
    assert_allclose,
    check,
    fail,
    require,
)

FIGURE = Figure("cost", "epoch", "cost", (Series("yours", (3.0, 1.0)),))
TABLE = Table("values", ("n",), ((Cell("1", wrong=True),),))


@check(points=1, hint="Not shown.")
def test_passes(graph):
    """The graph has y."""
    assert graph.run("y").tolist() == [1.0, 2.0]


@check(points=1, hint="Assert less.", after=("passes",))
def test_asserts():
    """A plain assert fails."""
    assert 2 + 2 == 5, "two and two is four"


@check(points=1, hint="Say yes.")
def test_says_no():
    """fail() names a mistake."""
    fail("the answer is no", mistake="sign")


@check(points=1)
def test_requires():
    """require() fails, with a mistake that is not the first."""
    require(False, "it is required", mistake="other")


@check(points=1)
def test_pytest_fails():
    """pytest's own way of failing is a failure, too."""
    pytest.fail("pytest says no")


@check(points=1)
def test_expects_an_error():
    """An expected error that does not come is a failure."""
    with pytest.raises(ValueError, match="never"):
        pass


@check(points=2)
def test_keeps_half(credit):
    """Half the points are kept."""
    credit(0.25)
    credit(0.5)
    fail("the second half is missing")


@check(points=2)
def test_keeps_all(credit):
    """Credit does not lower what is passed."""
    credit(0.5)


@check(points=1, after=("passes", "asserts"))
def test_needs_more():
    """Builds on a check that failed."""


@check(points=1, after=("needs_more",))
def test_needs_even_more():
    """Builds on a check that was skipped."""


@check(points=1, hint="Read the lesson.", secret=True)
def test_secret(rng, attach):
    """Nothing of this is shown."""
    attach(FIGURE)
    attach(TABLE)
    assert_allclose(np.array([424242.0]), np.array([171717.0]), rtol=0, atol=0, what="hidden")


@check(points=1, secret=True)
def test_secret_that_passes(attach):
    """A secret that is kept."""
    attach(FIGURE)


@check(points=1)
def test_draws(attach):
    """Figures and tables come with what failed."""
    attach(FIGURE)
    attach(TABLE)
    assert_allclose(np.array([1.0]), np.array([2.0]), rtol=0, atol=0, what="y")


@check(points=1)
def test_draws_and_passes(attach):
    """Figures come with what passed, too."""
    attach(FIGURE)


@check(points=1)
def test_needs_a_global(graph):
    """A global that is not there is a failure."""
    graph.run("nothing")


@check(points=1)
def test_needs_it_again(graph):
    """The same global is not there for another check, either."""
    graph.handle("nothing")


@check(points=1)
def test_is_absent():
    """What is not there is a failure."""
    absent("there is no saver", mistake="other")


@check(points=1)
def test_stops():
    """What is not there, and what the script stopped at."""
    absent("the saver saved nothing", mistake="other", stops=True)


@check(points=1, claim=True)
def test_printed(printed):
    """The text is a claim."""
    assert printed.shows([3.25])


@check(points=1, claim=True)
def test_trained(printed):
    """A claim that is not there."""
    require(printed.shows([4.25]), "nothing was trained", mistake="other")


@check(points=1, after=("is_absent",))
def test_saves():
    """Builds on what is not there."""


@check(points=1)
def test_streams(rng, request):
    """Random numbers belong to student and check."""
    assert 0.0 <= rng.random() < 1.0
    assert request.getfixturevalue("values")["rate"] == 0.5
    assert request.getfixturevalue("exercise").slug == "outcomes"
    assert len(request.getfixturevalue("trace").runs) == 0
    assert len(request.getfixturevalue("graphs")) == 1
