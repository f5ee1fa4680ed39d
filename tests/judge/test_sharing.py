"""Helpers of several exercises as the module `shared`."""

import importlib
import sys
from pathlib import Path

import pytest

from grader.judge.sharing import sharing


def write(root: Path, text: str, init: str | None = None) -> Path:
    """Write a helper beside an exercise's folder and return that folder."""
    (root / "shared").mkdir(parents=True)
    (root / "shared" / "numbers_.py").write_text(text)
    if init is not None:
        (root / "shared" / "__init__.py").write_text(init)
    return root / "one"


def test_each_exercise_has_the_helpers_beside_it(tmp_path: Path) -> None:
    """Of two courses each has its own; afterwards there are none."""
    one = write(tmp_path / "a", "NAME = 'a'\n")
    two = write(tmp_path / "b", "NAME = 'b'\n", "from .numbers_ import NAME\n")
    for folder, name in ((one, "a"), (two, "b"), (one, "a")):
        with sharing(folder):
            assert name == importlib.import_module("shared.numbers_").NAME
    with sharing(two):
        assert importlib.import_module("shared").NAME == "b"
    assert not [name for name in sys.modules if name.split(".")[0] == "shared"]
    with sharing(tmp_path / "c" / "one"), pytest.raises(ModuleNotFoundError):
        importlib.import_module("shared")
