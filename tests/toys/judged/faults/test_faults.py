"""Checks that go wrong themselves: never the student's fault."""

from grader.judge import check, fail


@check(points=1)
def test_before():
    """Passes before the fault."""


@check(points=1)
def test_divides():
    """Raises something that is no failure."""
    1 / 0  # noqa: B018


@check(points=1, secret=True)
def test_hides(rng):
    """Raises with a value that nobody may see."""
    raise ValueError("the secret is 424242")


@check(points=1)
def test_gives_too_much(credit):
    """More credit than there are points."""
    credit(1.5)


@check(points=1)
def test_wants_a_fixture(no_such_fixture):
    """Asks for something that does not exist."""


@check(points=1)
def test_fails_after(credit):
    """A failure beside the faults."""
    credit(0.5)
    fail("no")
