"""A test file loses its secret checks and what only they use."""

from grader.authoring.cutting import cut

SOURCE = '''\
"""All checks, also the hidden one."""

import os
from math import (
    cos,
    sin,
)

import numpy as np

# for everyone
SHARED = 1
HIDDEN = sin(2)  # for the secret check


@fixture
def start(np):
    return SHARED


@fixture(autouse=True)
def always():
    return cos(0)


def helper(x):
    # kept with its comment
    HIDDEN = x  # a name of its own
    return HIDDEN


def secret_helper(x):
    return deep(x)


def deep(x):
    return HIDDEN + x


@check(points=1)
def test_first(graph, start):
    """First."""
    assert helper(1)


# about the secret check
@check(points=2, secret=True, after=("first",))
def test_hidden(graph):
    """Hidden."""
    assert secret_helper(os)


@check(points=1, after=(
    "first", "hidden",
))
def test_last(graph):
    """Last."""
'''
CUT = '''\
"""Public."""

from math import cos

# for everyone
SHARED = 1


@fixture
def start(np):
    return SHARED


@fixture(autouse=True)
def always():
    return cos(0)


def helper(x):
    # kept with its comment
    HIDDEN = x  # a name of its own
    return HIDDEN


@check(points=1)
def test_first(graph, start):
    """First."""
    assert helper(1)


@check(points=1, after=('first',))
def test_last(graph):
    """Last."""
'''


def test_secret_checks_and_their_helpers_are_cut() -> None:
    """Comments stay with what they are about; no other check waits for a secret one."""
    assert cut(SOURCE, {"hidden"}, "Public.") == CUT


def test_what_is_left_is_cut_no_further() -> None:
    """Cutting twice is cutting once."""
    assert cut(CUT, {"hidden"}, "Public.") == CUT
