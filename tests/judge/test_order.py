"""In which order checks run: what is shown comes before what is hidden."""

from types import SimpleNamespace
from typing import Any

import pytest

from grader.judge.fixtures import SUBJECT, pytest_collection_modifyitems


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


def order(stash: pytest.Stash) -> list[str]:
    """Return the names of the checks in the order in which they run."""
    items = list(ITEMS)
    pytest_collection_modifyitems(SimpleNamespace(stash=stash), items)  # type: ignore[arg-type]
    return [one.name.removeprefix("test_") for one in items]


def test_secret_checks_and_what_builds_on_them_run_last() -> None:
    """Otherwise checks keep the order of their file."""
    stash = pytest.Stash()
    stash[SUBJECT] = None  # type: ignore[assignment]
    shown, late = ["shown", "also_shown"], ["hidden", "claimed", "builds_on_claimed", "also_hidden"]
    assert order(stash) == [*shown, *late]


def test_other_tests_keep_their_order() -> None:
    """Without a submission nothing is moved."""
    assert order(pytest.Stash()) == [one.name.removeprefix("test_") for one in ITEMS]
