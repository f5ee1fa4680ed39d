"""Comparing arrays: what is close, and how a difference is told."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.foundation.model import Cell, Table
from grader.judge.checks import CheckFailed
from grader.judge.compare import Rival, assert_allclose, comparison_tables, matches, nearest

ARRAYS = hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4))
NAN, INF = float("nan"), float("inf")


def failure(
    got: npt.ArrayLike, expected: npt.ArrayLike, rivals: Mapping[str, Rival] | None = None
) -> CheckFailed:
    """Return the failure of comparing `y` with rtol 0.01 and atol 0.1."""
    with pytest.raises(CheckFailed) as caught:
        assert_allclose(got, expected, rtol=0.01, atol=0.1, what="y", rivals=rivals)
    return caught.value


def marked(table: Table) -> list[list[bool]]:
    """Return which cells of a table are marked, without the column of row numbers."""
    return [[cell.wrong for cell in row[1:]] for row in table.rows]


@pytest.mark.parametrize(
    ("got", "expected", "close"),
    [
        pytest.param([1.0, 2.0], [1.0, 2.0], True, id="equal"),
        pytest.param([100.9], [100.0], True, id="within both"),
        pytest.param([101.2], [100.0], False, id="beyond both"),
        pytest.param([0.05], [0.0], True, id="within atol"),
        pytest.param([0.15], [0.0], False, id="beyond atol"),
        pytest.param(1.0, 1.0, True, id="scalars"),
        pytest.param([1.0], 1.0, False, id="one value is no scalar"),
        pytest.param([[1.0, 2.0]], [1.0, 2.0], False, id="no broadcasting"),
        pytest.param([], [], True, id="empty"),
        pytest.param([NAN], [NAN], False, id="NaN is never right"),
        pytest.param([INF], [INF], True, id="infinity"),
        pytest.param([INF], [-INF], False, id="other infinity"),
        pytest.param([1, 2], [1.0, 2.0], True, id="integers"),
        pytest.param([True, False], [1, 0], True, id="truth"),
        pytest.param(np.float16([1.0]), np.float64([1.05]), True, id="dtypes"),
    ],
)
def test_close_is_within_the_sum_of_both_tolerances(
    got: npt.ArrayLike, expected: npt.ArrayLike, close: bool
) -> None:
    """Shape must agree, values within atol + rtol * |expected|."""
    assert close == matches(got, expected, rtol=0.01, atol=0.1)


def test_the_tolerance_is_relative_to_what_is_expected() -> None:
    """Got and expected are not exchangeable."""
    assert matches([0.0], [1.0], rtol=1.0, atol=0.0)
    assert not matches([1.0], [0.0], rtol=1.0, atol=0.0)


@given(ARRAYS)
def test_an_array_matches_itself_unless_it_holds_nan(array: npt.NDArray[np.float64]) -> None:
    """Equal arrays match at zero tolerance."""
    assert matches(array, array, rtol=0, atol=0) == (not np.isnan(array).any())


@pytest.mark.parametrize(
    ("got", "expected", "message"),
    [
        pytest.param(
            np.float32([[1, 2], [3, 5]]), np.float64([[1, 2], [3, 4]]),
            "y: 1 of 4 values differs: row 1, column 1 is 5, should be 4.",
            id="one value",
        ),
        pytest.param(
            [0.0, 2.0, 7.0], [0.0, 1.0, 5.0],
            "y: 2 of 3 values differ. The first: number 1 is 2, should be 1.",
            id="first of two",
        ),
        pytest.param(
            [[2.0, 7.0]], [[1.0, 5.0]],
            "y: all 2 values differ. The first: row 0, column 0 is 2, should be 1.",
            id="all",
        ),
        pytest.param([[[2.0, 1.0]]], [[[1.0, 1.0]]],
            "y: 1 of 2 values differs: [0, 0, 0] is 2, should be 1.", id="three sides",
        ),
        pytest.param(3.0, 0.0, "y is 3, should be 0.", id="scalar"),
        pytest.param(
            [NAN, 1.0], [1.0, 1.0],
            "y: 1 of 2 values differs: number 0 is nan, should be 1.", id="NaN",
        ),
        pytest.param([INF], [1.0], "y: its only value is inf, should be 1.", id="infinity"),
        pytest.param(
            np.int32([1, 2]), np.float32([[1, 2]]),
            "y has shape [2], should have [1, 2].", id="shape",
        ),
        pytest.param(
            np.int64(3), 3.5, "y is 3, should be 3.5. Its values are no fractions (int64).",
            id="whole numbers",
        ),
        pytest.param(
            [1234567.891], [0.000012345678],
            "y: its only value is 1.23457e+06, should be 1.23457e-05.", id="six digits",
        ),
    ],
)  # fmt: skip
def test_a_difference_is_told_in_plain_words(
    got: npt.ArrayLike, expected: npt.ArrayLike, message: str
) -> None:
    """How many values differ, where the first one is, what it is and should be."""
    assert message == failure(got, expected).message


def test_what_differs_a_little_is_told_with_all_its_digits() -> None:
    """Two values that six digits do not tell apart are never shown as the same."""
    with pytest.raises(CheckFailed, match=r"is 1\.0000000001, should be 1\.$"):
        assert_allclose(1.0000000001, 1.0, rtol=0, atol=0)


def test_a_table_that_differs_everywhere_is_one_row() -> None:
    """The first row shows as much as all of them; where one value is right all are shown."""
    wrong, right = np.ones((3, 2)), np.zeros((3, 2))
    everywhere = comparison_tables(wrong, right, rtol=0, atol=0, what="y")
    assert [len(table.rows) for table in everywhere] == [1, 1]
    assert everywhere[1].caption == "y: yours (the first row)"
    wrong[2, 1] = 0.0
    partly = comparison_tables(wrong, right, rtol=0, atol=0, what="y")
    assert [len(table.rows) for table in partly] == [3, 3]


def test_a_message_of_the_checks_own_replaces_the_description() -> None:
    """The instructor's sentence is shown instead."""
    with pytest.raises(CheckFailed, match=r"^Use b\.$"):
        assert_allclose([1.0], [2.0], rtol=0, atol=0, message="Use b.")


@given(ARRAYS, ARRAYS)
def test_any_two_arrays_are_compared_without_trouble(
    got: npt.NDArray[np.float64], expected: npt.NDArray[np.float64]
) -> None:
    """Whatever the values and shapes, the answer is silence or a CheckFailed."""
    try:
        assert_allclose(got, expected, rtol=1e-5, atol=1e-8)
    except CheckFailed as failed:
        described = failed
    else:
        described = None
    assert (described is None) == matches(got, expected, rtol=1e-5, atol=1e-8)
    assert described is None or described.message.startswith("the result")


@pytest.mark.parametrize(
    ("rivals", "mistake"),
    [
        pytest.param({}, "", id="none known"),
        pytest.param({"linear": [-1.0, 2.0], "other": [5.0, 5.0]}, "linear", id="one fits"),
        pytest.param({"linear": lambda: [-1.0, 2.0]}, "linear", id="a function"),
        pytest.param({"linear": [-1.05, 2.05]}, "linear", id="within the tolerances"),
        pytest.param({"a": [-1.0, 2.0], "b": [-1.0, 2.0]}, "", id="two fit"),
        pytest.param({"a": [-1.0, 2.0], "b": [-1.2, 2.0]}, "a", id="two near, one fits"),
        pytest.param({"wide": [[-1.0, 2.0]]}, "", id="another shape"),
        pytest.param({"nothing": ()}, "", id="nothing"),
    ],
)
def test_a_mistake_is_named_when_exactly_one_rival_fits(
    rivals: Mapping[str, Rival], mistake: str
) -> None:
    """A difference that a known mistake explains is diagnosed."""
    assert mistake == failure([-1.0, 2.0], [0.0, 2.0], rivals).mistake


def test_rivals_are_not_asked_when_the_answer_is_right() -> None:
    """A right answer that a mistake would give, too, is right."""

    def rival() -> npt.ArrayLike:
        raise RuntimeError("not needed")

    assert_allclose([1.0], [1.0], rtol=0, atol=0, rivals={"same": [1.0], "dear": rival})


def test_the_nearest_form_of_a_mistake_is_chosen() -> None:
    """Of several arrays of the right shape the nearest is compared, of none an empty one."""
    near = np.array([1.0, 2.1])
    assert nearest([1.0, 2.0], [9.0, 9.0], near, [[1.0, 2.0]]) is near
    assert nearest([1.0, 2.0], [[1.0, 2.0]]) == ()


def test_tables_show_both_arrays_and_mark_what_is_wrong() -> None:
    """One table for what was expected, one for what came, with row and column numbers."""
    expected, yours = failure([[1.0, 2.0], [3.0, 5.5]], [[1.0, 2.0], [3.0, 4.0]]).tables
    assert expected == Table(
        "y: expected", ("row", "0", "1"),
        ((Cell("0"), Cell("1"), Cell("2")), (Cell("1"), Cell("3"), Cell("4"))),
    )  # fmt: skip
    assert yours == Table(
        "y: yours", ("row", "0", "1"),
        ((Cell("0"), Cell("1"), Cell("2")), (Cell("1"), Cell("3"), Cell("5.5", wrong=True))),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("got", "expected", "sizes"),
    [
        pytest.param(3.0, 4.0, [(1, 1), (1, 1)], id="scalar"),
        pytest.param([1.0, 2.0], [1.0, 3.0], [(1, 2), (1, 2)], id="vector"),
        pytest.param([1.0], [[1.0], [2.0]], [(2, 1), (1, 1)], id="other shapes"),
        pytest.param(np.ones((2, 2, 2)), np.zeros((2, 2, 2)), [], id="rank 3"),
        pytest.param(np.eye(9, 20), np.zeros((9, 20)), [(8, 8), (8, 8)], id="large"),
        pytest.param(np.ones((9, 20)), np.zeros((9, 20)), [(1, 8), (1, 8)], id="everywhere"),
        pytest.param(np.ones((0, 2)), np.ones((1, 2)), [(1, 2), (0, 0)], id="empty"),
    ],
)
def test_tables_are_small_grids(
    got: npt.ArrayLike, expected: npt.ArrayLike, sizes: list[tuple[int, int]]
) -> None:
    """At most eight rows and columns are shown; arrays of rank 3 have no table."""
    tables = failure(got, expected).tables
    shown = [(len(t.rows), len(t.rows[0]) - 1 if t.rows else 0) for t in tables]
    assert sizes == shown
    assert [len(t.header) - 1 for t in tables if t.rows] == [
        columns for rows, columns in sizes if rows
    ]


def test_a_cut_table_says_so() -> None:
    """The caption tells that not everything is shown."""
    tables = comparison_tables(np.eye(9, 2), np.zeros((9, 2)), rtol=0, atol=0, what="w")
    assert [t.caption for t in tables] == [
        "w: expected (first rows and columns)", "w: yours (first rows and columns)",
    ]  # fmt: skip
    assert marked(tables[1]) == [[True, False], [False, True], *[[False, False]] * 6]


@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_exactly_the_wrong_cells_are_marked(wrong: list[bool]) -> None:
    """A mark for each value beyond the tolerances, and for no other."""
    got = np.array(wrong, float)
    _, yours = comparison_tables(got, np.zeros(len(wrong)), rtol=0, atol=0.5, what="y")
    assert [wrong] == marked(yours)
