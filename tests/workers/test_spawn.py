"""Children that are processes of their own: graded as forked ones are, on a system without fork."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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


def bare(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run Python without what only POSIX has."""
    path = os.pathsep.join((str(BARE), str(ROOT)))
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": path}, cwd=cwd, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def spawning() -> Iterator[Grader]:
    """Return a grader that spawns its children."""
    with Grader(b"key", Policy(start="spawn")) as one:
        yield one


@pytest.mark.slow
def test_every_module_is_imported_where_nothing_of_posix_is(tmp_path: Path) -> None:
    """No import of the package needs fcntl, resource, termios, fork, /proc or the C library."""
    done = bare("-c", EVERY_MODULE, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_a_student_gets_on_where_nothing_of_posix_is(tmp_path: Path) -> None:
    """A student lists, starts, grades and asks for a hint there; processes are spawned."""
    for command in (["--version"], ["list"], ["start", "relu"]):
        done = bare("-m", "grader", *command, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    wrong = Catalog().get("relu").folder / "mistakes" / "no_relu.py"
    done = bare("-m", "grader", "relu", str(wrong), cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "3 of 10" in done.stdout, done.stdout
    assert bare("-m", "grader", "hint", "relu", cwd=tmp_path).stdout.startswith("hint 1 of")


def test_spawned_children_are_never_called_isolated() -> None:
    """Who asks for a tier does not get processes that are not isolated."""
    grader = Grader(b"key", Policy("strong", "strong", "spawn"))
    with pytest.raises(GraderFault, match="spawned processes are not isolated"):
        grader.ready()


@pytest.mark.long
@pytest.mark.parametrize("slug", SLUGS)
def test_every_submission_is_graded_as_by_forked_children(
    slug: str, spawning: Grader, grader: Grader
) -> None:
    """Solution, alternatives and mistakes get the same status, score and diagnosis."""
    exercise = Catalog().get(slug)
    files = [exercise.solution]
    for kind in ("alternatives", "mistakes"):
        files += sorted((exercise.folder / kind).glob("*.py"))
    for file in files:
        here = spawning.grade_file(exercise, file, "ada")
        there = grader.grade_file(exercise, file, "ada")
        assert (here.status, here.score) == (there.status, there.score), file
        assert (here.mistake and here.mistake.name) == (there.mistake and there.mistake.name), file
