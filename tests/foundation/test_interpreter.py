"""How Python is started for modules of ours, and where the command takes modules from."""

import os
import subprocess
from pathlib import Path

import pytest

from grader.__main__ import modules_from
from grader.foundation.interpreter import FOLDER, start_of


def test_nothing_of_the_environment_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is given, the package's own folder, and libraries by absolute paths."""
    monkeypatch.setenv("GRADE_COURSE_KEY", "sesame")
    monkeypatch.setenv("PYTHONPATH", ".")
    monkeypatch.setenv("LD_LIBRARY_PATH", ".:/opt/lib:")
    start = start_of("grader.somewhere", ("a", "b"), {"LANG": "C"})
    home = str(Path(__file__).parents[2])
    expected = {"LANG": "C", "PYTHONPATH": home, "LD_LIBRARY_PATH": "/opt/lib"}
    assert start.environment == expected
    assert start.arguments[-4:] == ("-m", "grader.somewhere", "a", "b")


def test_modules_of_the_working_folder_are_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process of ours, started from a student's folder, runs none of the files there."""
    canary = tmp_path / "canary"
    for name in ("json", "sitecustomize", "usercustomize", "selectors"):
        (tmp_path / f"{name}.py").write_text(f"open({str(canary)!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    start = start_of("grader.workers.confine.selftest", (), {"PATH": os.environ["PATH"]})
    done = subprocess.run(
        start.arguments, env=start.environment, cwd=FOLDER, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not canary.exists()


def test_the_command_leaves_out_the_folder_it_is_started_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it does with relative folders, links to this one, and what PYTHONPATH names."""
    here = tmp_path / "here"
    here.mkdir()
    (tmp_path / "link").symlink_to(here)
    monkeypatch.chdir(here)
    home = str(Path(__file__).parents[2])
    path = ["", ".", "sub", str(here), f"{tmp_path}/link", "/opt/named", "/usr/lib/python", home]
    kept = modules_from(path, ":/opt/named:.", by_path=False)
    assert kept == ["/usr/lib/python", home]
    assert modules_from(["", "/usr/lib/python"], "", by_path=False) == ["/usr/lib/python", home]
    assert modules_from(["/usr/lib/python"], "", by_path=True) == [home, "/usr/lib/python"]
