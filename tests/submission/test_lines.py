"""Logical lines in a form that renaming and rewording do not change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.submission.lines import lines


def forms(source: str) -> list[str]:
    """Return the normal forms, their tokens parted by blanks."""
    return [" ".join(line.form) for line in lines(source)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("total = first + 2", "s=a+17  # the sum"),
        ('print("yes")', "print( 'no' )"),
        ("def mean(values):\n    '''Mean.'''\n    return 1", "def m(x):\n  return 9"),
        ("x = [1, 2, 3]", "y = [\n    4,\n    5,  # five\n    6,\n    7]"),
        ("with tf.Session() as session:\n    pass", "with t.Session() as s:\n\n    pass"),
    ],
    ids=["names", "texts", "docstrings", "rows of constants", "blocks"],
)
def test_what_a_copier_changes_does_not_count(one, other):
    """Names, numbers, texts, comments, docstrings and layout make no difference."""
    assert forms(one) == forms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tf.nn.relu(x)", "tf.nn.elu(x)"),
        ("f(x, name='a')", "f(x, shape='a')"),
        ("len(x)", "sum(x)"),
        ("a + b", "a * b"),
    ],
    ids=["attributes", "arguments", "builtins", "operators"],
)
def test_what_is_done_counts(one, other):
    """Attributes, names of arguments, builtins and operators make a difference."""
    assert forms(one) != forms(other)


def test_lines_know_where_they_stand():
    """A logical line over several lines of text has the numbers of the first and the last."""
    found = lines("a = 1\n\nb = [\n    1,\n]\n")
    assert [(line.first, line.last) for line in found] == [(1, 1), (3, 5)]


@pytest.mark.parametrize(
    "broken", ["a = 1\nb = (", "a = 1\n  b = 2\n", "a = 1\nx = '\n", "a = 1\n\0"]
)
def test_what_is_broken_is_read_as_far_as_possible(broken):
    """A script that Python cannot read gives at most what it can, and no error."""
    assert forms(broken)[:1] in (["v = 0"], [])


@given(st.text())
def test_any_text_is_taken(text):
    """No text makes it fail, and every line of text has its place."""
    for line in lines(text):
        assert 1 <= line.first <= line.last
