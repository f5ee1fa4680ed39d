"""Children that are processes of their own: graded as forked ones are, on a system without fork."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.authoring.cases import cases
from grader.authoring.proof import examine, prove
from grader.catalog import Catalog
from grader.foundation.errors import GraderFault
from grader.pipeline import Grader
from grader.workers.confine import Policy

ROOT = Path(__file__).parents[2]
BARE = Path(__file__).parent / "bare"
SLUGS = ("relu", "dropout", "save_load", "mnist_mlp")
EVERY_MODULE = """
import importlib, pkgutil, grader
for found in pkgutil.walk_packages(grader.__path__, "grader."):
    if found.name not in ("grader.__main__", "grader.judge.rehearsed.test_rehearsal"):
        importlib.import_module(found.name)
"""


Bare = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(params=["win32", pytest.param("darwin", marks=pytest.mark.long)])
def bare(tmp_path: Path, request: pytest.FixtureRequest) -> Bare:
    """Return a function that runs Python, and all that it starts, as on another platform."""
    python = tmp_path / "python"
    settings = f'BARE_PLATFORM={request.param} BARE_PYTHON="$0" PYTHONPATH="{BARE}:$PYTHONPATH"'
    python.write_text(f'#!/bin/sh\n{settings} exec {sys.executable} "$@"\n')
    python.chmod(0o755)
    folder = tmp_path / "exercises here"
    folder.mkdir()

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [python, *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=folder, capture_output=True, text=True,
            check=False,
        )  # fmt: skip

    return run


@pytest.fixture(scope="module")
def spawning() -> Iterator[Grader]:
    """Return a grader that spawns its children."""
    with Grader(b"key", Policy(start="spawn")) as one:
        yield one


@pytest.mark.slow
def test_every_module_is_imported_where_nothing_of_posix_is(bare: Bare) -> None:
    """No import of the package needs fcntl, resource, termios, fork, /proc or the C library."""
    done = bare("-c", EVERY_MODULE)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_a_student_gets_on_where_nothing_of_posix_is(bare: Bare) -> None:
    """A student lists, starts, grades and asks for a hint there; processes are spawned."""
    for command in (["--version"], ["list"], ["start", "relu"]):
        done = bare("-m", "grader", *command)
        assert done.returncode == 0, done.stderr
    wrong = Catalog().get("relu").folder / "mistakes" / "no_relu.py"
    done = bare("-m", "grader", "relu", str(wrong))
    assert done.returncode == 1, done.stderr
    assert "3 of 10" in done.stdout, done.stdout
    assert bare("-m", "grader", "hint", "relu").stdout.startswith("hint 1 of")


@pytest.mark.slow
def test_nothing_of_linux_is_claimed_where_it_is_not(bare: Bare) -> None:
    """`grade doctor` says there that scripts are not isolated."""
    done = bare("-m", "grader", "doctor")
    assert "confinement  none" in done.stdout, done.stderr
    assert done.returncode == 1


def test_spawned_children_are_never_called_isolated() -> None:
    """Who asks for a tier does not get processes that are not isolated."""
    grader = Grader(b"key", Policy("strong", "strong", "spawn"))
    with pytest.raises(GraderFault, match="spawned processes are not isolated"):
        grader.ready()


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("slug", SLUGS)
def test_every_submission_is_judged_as_what_it_is(slug: str, spawning: Grader) -> None:
    """Solution, alternatives and mistakes stand the proof that those of forked children stand."""
    exercise = Catalog().get(slug)
    flaws = {
        case.name: found
        for case in cases(exercise)
        if (found := prove(exercise, case, examine(spawning, exercise, case, 1)))
    }
    assert flaws == {}
