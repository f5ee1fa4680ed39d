"""In which order checks run: what is shown comes before what is hidden."""

from types import SimpleNamespace
from typing import Any

from grader.judge.fixtures import pytest_collection_modifyitems


def item(name: str, **options: object) -> Any:
    """Return what pytest collects of a check with these options."""
    marker = SimpleNamespace(kwargs=options)
    return SimpleNamespace(name=f"test_{name}", get_closest_marker=lambda _: marker)


ITEMS = [
    item("hidden", secret=True),
    item("claimed", claim=True, after=("hidden",)),
    item("shown"),
    item("builds_on_claimed", after=("claimed",)),
    item("also_hidden", secret=True, after=("shown",)),
    item("also_shown", after=("shown",)),
]


def order(items: list[Any]) -> list[str]:
    """Return the names of the checks in the order in which they run."""
    items = list(items)
    pytest_collection_modifyitems(items)
    return [one.name.removeprefix("test_") for one in items]


def test_secret_checks_and_what_builds_on_them_run_last() -> None:
    """Otherwise checks keep the order of their file."""
    shown, late = ["shown", "also_shown"], ["hidden", "claimed", "builds_on_claimed", "also_hidden"]
    assert order(ITEMS) == [*shown, *late]


def test_other_tests_keep_their_order() -> None:
    """A test that is no check is not moved."""
    other = SimpleNamespace(name="test_other", get_closest_marker=lambda _: None)
    assert order([other, *ITEMS[2:3], other]) == ["other", "shown", "other"]
