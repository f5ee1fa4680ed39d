"""The words with which a check is written."""

from collections.abc import Callable

import pytest

from grader import judge
from grader.foundation.model import Cell, Table
from grader.judge import CheckFailed, check, diagnose, fail, require


def test_an_instructor_imports_everything_from_one_place() -> None:
    """Every public name of grader.judge exists."""
    assert sorted(judge.__all__) == judge.__all__
    assert [name for name in judge.__all__ if not hasattr(judge, name)] == []


def test_a_check_is_the_function_with_a_mark() -> None:
    """The decorator returns the function itself, marked with all options."""

    def test_it() -> str:
        return "as before"

    marked = check(points=2, hint="Think.", after=("first",))(test_it)
    assert marked is test_it
    (mark,) = [one for one in marked.pytestmark if one.name == "check"]  # type: ignore[attr-defined]
    assert mark.kwargs == {
        "points": 2, "hint": "Think.", "secret": False, "claim": False, "after": ("first",),
    }  # fmt: skip


def test_points_are_never_implied() -> None:
    """A check without points, or with points by position, is an error at once."""
    with pytest.raises(TypeError, match="points"):
        check()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        check(3)  # type: ignore[misc]


def test_failing_is_an_assertion_with_a_diagnosis() -> None:
    """`fail` raises what pytest takes for a failed assertion."""
    with pytest.raises(AssertionError, match=r"^no ReLU$") as caught:
        fail("no ReLU", mistake="no_relu")
    assert isinstance(caught.value, CheckFailed)
    assert (caught.value.message, caught.value.mistake, caught.value.tables) == (
        "no ReLU", "no_relu", (),
    )  # fmt: skip


def test_a_failure_may_carry_tables() -> None:
    """CheckFailed keeps tables for the report."""
    table = Table("values", ("x",), ((Cell("1"),),))
    assert CheckFailed("no", tables=(table,)).tables == (table,)


@pytest.mark.parametrize("condition", [True, 1, "text", [0]])
def test_a_requirement_that_holds_says_nothing(condition: object) -> None:
    """Anything true will do."""
    require(condition, "unused")


@pytest.mark.parametrize("condition", [False, 0, "", None, []])
def test_a_requirement_that_does_not_hold_fails(condition: object) -> None:
    """Message and mistake are handed on."""
    with pytest.raises(CheckFailed, match="must hold") as caught:
        require(condition, "it must hold", mistake="it")
    assert caught.value.mistake == "it"


@pytest.mark.parametrize(
    ("rivals", "found"),
    [
        pytest.param({}, "", id="none known"),
        pytest.param({"a": lambda: False, "b": lambda: True}, "b", id="one"),
        pytest.param({"a": lambda: True, "b": lambda: True}, "", id="two"),
        pytest.param({"a": lambda: False}, "", id="none holds"),
    ],
)
def test_a_diagnosis_names_the_only_mistake_that_fits(
    rivals: dict[str, Callable[[], bool]], found: str
) -> None:
    """Two that fit are as good as none."""
    assert found == diagnose(rivals)
