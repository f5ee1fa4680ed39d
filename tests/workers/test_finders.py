"""Modules are found in a folder that changes, also where it cannot be listed any more."""

import os
import sys
from collections.abc import Callable
from importlib.machinery import FileFinder, SourceFileLoader
from pathlib import Path

import pytest

from grader.workers.finders import Keeping, keep_listings


@pytest.fixture
def finder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileFinder:
    """Return a finder that has looked into a folder with one module, and keeps what it saw."""
    (tmp_path / "before.py").touch()
    found = FileFinder(str(tmp_path), (SourceFileLoader, [".py"]))
    assert found.find_spec("before") is not None
    monkeypatch.setitem(sys.path_importer_cache, str(tmp_path), found)
    kept = {key: type(one) for key, one in sys.path_importer_cache.items()}
    keep_listings()
    for key, kind in kept.items():  # those of the tests are as they were
        if key != str(tmp_path) and kind is FileFinder:
            sys.path_importer_cache[key].__class__ = FileFinder
    return found


@pytest.fixture
def install(tmp_path: Path) -> Callable[[], None]:
    """Return a function that puts another module into the folder, at another time."""

    def install() -> None:
        (tmp_path / "after.py").touch()
        os.utime(tmp_path, (1, 1))

    return install


def refuse(path: object = None) -> list[str]:
    """Refuse to list a folder, as the system does in a confined child."""
    raise PermissionError(13, "Permission denied")


def test_what_was_there_is_found_where_nothing_can_be_listed(
    finder: FileFinder, install: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was installed meanwhile is not."""
    assert type(finder) is Keeping
    install()
    monkeypatch.setattr(os, "listdir", refuse)
    assert finder.find_spec("before") is not None
    assert finder.find_spec("after") is None


def test_what_is_installed_is_found_where_it_can_be_listed(
    finder: FileFinder, install: Callable[[], None]
) -> None:
    """As always in Python."""
    install()
    assert finder.find_spec("after") is not None
