"""Fixtures for tests of authoring: a new exercise in a folder of its own."""

from pathlib import Path

import pytest

from grader.authoring.scaffold import Wish, create
from grader.catalog import Catalog, Exercise


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder of exercises, which the command then uses."""
    monkeypatch.setenv("GRADE_EXERCISES", str(tmp_path / "exercises"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "exercises"


@pytest.fixture
def half(folder: Path) -> Exercise:
    """Return a new exercise as `grade new` makes it."""
    create(Catalog(), Wish("half", "Half", 10, "script"))
    return Catalog().get("half")
