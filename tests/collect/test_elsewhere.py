"""Absolute paths of a student's machine lie below the script's folder; others are as they are."""

import os
from pathlib import Path

import pytest

from grader.collect.elsewhere import Elsewhere
from grader.collect.notes import Notes


@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("/tmp/model.ckpt", "/tmp/model.ckpt"),  # noqa: S108 - a student's path
        ("/home/ann/a/b.npy", "/home/ann/a/b.npy"),
        ("/Users/ann/../ann/x", "/Users/ann/x"),
        ("/content/drive/My Drive/x", "/content/drive/My Drive/x"),
        ("C:\\Users\\ann\\x", "/Users/ann/x"),
    ],
)
def test_a_path_of_another_machine_is_kept_here(path: str, end: str, tmp_path: Path) -> None:
    """Its folder is made, and the first one is noted."""
    notes = Notes()
    found = Elsewhere(str(tmp_path), notes).path(path)
    assert found == f"{tmp_path}{end}"
    assert Path(found).parent.is_dir()
    assert len(notes.all()) == 1


@pytest.mark.parametrize(
    "path", ["model.ckpt", "./x", "/etc/hosts", "/homework", os.__file__, 3, b"/tmp/x", None]
)
def test_other_paths_are_as_they_are(path: object, tmp_path: Path) -> None:
    """Relative ones, the system's, the interpreter's, and what is no text."""
    notes = Notes()
    assert Elsewhere(str(tmp_path), notes).path(path) == path
    assert notes.all() == ()


def test_a_folder_that_is_given_is_kept(tmp_path: Path) -> None:
    """The data's folder is read where it lies."""
    data = "/home/ann/mnist"
    assert Elsewhere(str(tmp_path), Notes(), (data,)).path(f"{data}/x") == f"{data}/x"
