"""With nbgrader itself, in an environment of its own: its trees are graded, its database filled.

The environment has the packages of nbgrader.txt, which pip installs anew each time.
"""

import csv
import getpass
import json
import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.catalog import Catalog

PACKAGES = Path(__file__).with_name("nbgrader.txt")
CONFIG = """c = get_config()
c.CourseDirectory.course_id = "cs1"
c.Exchange.root = {exchange!r}
c.FileNameCollectorPlugin.named_regexp = (
    r".*/(?P<student_id>\\w+)_relu_attempt_(?P<timestamp>[0-9T\\-]+)_(?P<file_id>.*)"
)
"""
Run = Callable[..., str]
pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="nbgrader's exchange"),
]


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the programs of an environment with nbgrader."""
    place = tmp_path_factory.mktemp("nbgrader") / "venv"
    venv.create(place, with_pip=True)
    install = [place / "bin" / "python", "-m", "pip", "install", "--quiet", "-r", PACKAGES]
    subprocess.run(install, check=True)
    return place / "bin"


@pytest.fixture
def nbgrader(programs: Path, tmp_path: Path) -> Run:
    """Return a function that runs a program of that environment in the course's folder."""
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    environment.pop("PYTHONPATH", None)

    def run(*command: str, cwd: Path = tmp_path / "course") -> str:
        done = subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.fixture
def course(tmp_path: Path, nbgrader: Run) -> Path:
    """Return a course whose assignment is released; two students' notebooks came as files."""
    folder, exchange = tmp_path / "course", tmp_path / "exchange"
    for path in (folder / "source" / "relu", folder / "downloaded" / "relu" / "archive"):
        path.mkdir(parents=True)
    exchange.mkdir()
    exchange.chmod(0o777)
    (folder / "nbgrader_config.py").write_text(CONFIG.format(exchange=str(exchange)))
    relu = Catalog().get("relu")
    (folder / "source" / "relu" / "relu.ipynb").write_text(notebook(relu.stub.read_text()))
    wrong = (relu.folder / "mistakes" / "no_relu.py").read_text()
    for student, source in (("ada", relu.solution.read_text()), ("ben", wrong)):
        name = f"{student}_relu_attempt_2026-10-05T224110_relu.ipynb"
        (folder / "downloaded" / "relu" / "archive" / name).write_text(notebook(source))
    nbgrader("nbgrader", "generate_assignment", "relu", "--create")
    nbgrader("nbgrader", "release_assignment", "relu")
    return folder


def notebook(source: str) -> str:
    """Return a notebook with one cell."""
    cell = {
        "cell_type": "code", "metadata": {}, "id": "a", "source": source, "outputs": [],
        "execution_count": None,
    }  # fmt: skip
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def grade(*arguments: str, cwd: Path) -> str:
    """Run our command in the course's folder and return what it prints."""
    command = [sys.executable, "-m", "grader", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def table(path: Path) -> dict[str, dict[str, str]]:
    """Return nbgrader's table by student."""
    with path.open() as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def test_what_zip_collect_made(course: Path, nbgrader: Run) -> None:
    """Its tree is graded as it is, and nbgrader's gradebook then holds our points."""
    nbgrader("nbgrader", "zip_collect", "relu")
    (course / "course.toml").write_text(
        "[late]\nper_day = 0.5\n[due]\nrelu = 2026-10-05T12:00:00\n"
        "[[extension]]\nstudent = 'ben'\ndue = 2027-01-01T00:00:00\n"
    )
    grade("batch", "submitted", "--exercise", "relu", "--out", "graded", cwd=course)
    grade("override", "graded", "ben", "relu", "4.5", "--reason", "Explained.", cwd=course)
    grade("export", "graded", "--to", "nbgrader", "--output", ".", cwd=course)
    ours = table(course / "nbgrader.csv")
    assert {name: (row["raw_score"], row["score"]) for name, row in ours.items()} == {
        "ada": ("10", "5"),
        "ben": ("3", "4.5"),
    }
    for _ in range(2):  # a second time nothing changes
        told = nbgrader("python", "nbgrader_return.py")
        assert "2 grades written; 2 files" in told
        nbgrader("nbgrader", "export")
        theirs = table(course / "grades.csv")
        assert set(theirs) == set(ours)
        for student, row in ours.items():
            found = theirs[student]
            assert found["timestamp"] == row["timestamp"]
            assert found["duedate"] == ours["ada"]["duedate"]  # not the extension for one
            for key in ("score", "max_score", "late_submission_penalty"):
                assert float(found[key]) == float(row[key]), (student, key)


def test_what_lies_in_the_exchange(course: Path, nbgrader: Run, tmp_path: Path) -> None:
    """Both attempts of a student are graded; the report comes back by nbgrader's own commands."""
    home, me = tmp_path / "home", getpass.getuser()
    home.mkdir()
    (home / "nbgrader_config.py").write_text((course / "nbgrader_config.py").read_text())
    nbgrader("nbgrader", "fetch_assignment", "relu", cwd=home)
    relu = Catalog().get("relu")
    wrong = (relu.folder / "mistakes" / "no_relu.py").read_text()
    for source in (wrong, relu.solution.read_text()):
        (home / "relu" / "relu.ipynb").write_text(notebook(source))
        nbgrader("nbgrader", "submit", "relu", cwd=home)
    inbound = str(tmp_path / "exchange" / "cs1")
    listed = grade("batch", inbound, "--exercise", "relu", "--list", cwd=course).splitlines()
    assert len(listed) == 3
    assert all(line.startswith(me) for line in listed[1:])
    grade("batch", inbound, "--exercise", "relu", "--out", "graded", cwd=course)
    with (course / "graded" / "gradebook.csv").open() as file:
        (row,) = csv.DictReader(file)
    assert (row["student"], row["score"], row["attempt"]) == (me, "10", "2")
    nbgrader("nbgrader", "collect", "relu")
    grade("export", "graded", "--to", "nbgrader", "--output", ".", cwd=course)
    nbgrader("python", "nbgrader_return.py")
    nbgrader("nbgrader", "release_feedback", "relu")
    nbgrader("nbgrader", "fetch_feedback", "relu", cwd=home)
    (page,) = (home / "relu" / "feedback").rglob("relu.html")
    assert "All 5 checks passed" in page.read_text()
