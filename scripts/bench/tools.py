"""Other ways to grade the same file by the same table: what each takes, and whom it believes.

Every tool gets the check of the lesson's table in its own words, and gives marks for that alone.
"""

import json
import sqlite3
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.classes import EXERCISE
from scripts.bench.commands import run
from scripts.bench.environments import installed, variables

Scripts = dict[str, str]
_CHECK = """\
import numpy as np
import tensorflow.compat.v1 as tf

with tf.Session(graph=output.graph) as session:
    with output.graph.as_default():
        session.run(tf.global_variables_initializer())
    table = [[5.11, 8.44], [0, 0], [24.01, 38.24]]
    assert np.allclose(session.run(output), table, atol=1e-4)
"""
_POINTS = 10
JOBS = 2


@dataclass(frozen=True)
class Trial:
    """Seconds that a tool took for all submissions, and the names of those with full marks."""

    wall_s: float
    cpu_s: float
    full_marks: frozenset[str]


@dataclass(frozen=True)
class Tool:
    """A way to grade; `grade` takes an empty folder and the submissions.

    target: how many times our processor time it should at least take, 0 for no target.
    """

    name: str
    grade: Callable[[Path, Scripts], Trial]
    target: float = 0.0


def _indented(text: str) -> str:
    return "".join(f"    {line}" if line.strip() else line for line in text.splitlines(True))


def _side_by_side(
    cwd: Path, scripts: Scripts, grade: Callable[[Path, str], tuple[float, bool]]
) -> Trial:
    """Grade `JOBS` scripts at a time, each in a folder of its own.

    `grade` returns its processor seconds, and whether the script has full marks.
    """
    folders = [cwd / str(number) for number in range(len(scripts))]
    for folder in folders:
        folder.mkdir()
    start = time.perf_counter()
    with ThreadPoolExecutor(JOBS) as pool:
        found = list(pool.map(grade, folders, scripts.values()))
    wall_s = time.perf_counter() - start
    full = frozenset(name for name, (_, full) in zip(scripts, found, strict=True) if full)
    return Trial(wall_s, sum(cpu_s for cpu_s, _ in found), full)


def with_pytest(cwd: Path, scripts: Scripts) -> Trial:
    """Run pytest in a new process for each submission; exit code 0 means full marks."""
    load = 'output = runpy.run_path("submission.py", run_name="__main__")["output"]\n'
    test = f"import runpy\n\n\ndef test_table():\n{_indented(load + _CHECK)}"
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_table.py")
    env = {**variables(Path(sys.executable).parent, cwd), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}

    def grade(folder: Path, text: str) -> tuple[float, bool]:
        (folder / "submission.py").write_text(text, encoding="utf-8")
        (folder / "test_table.py").write_text(test, encoding="utf-8")
        done = run(command, folder, env=env, codes=(0, 1, 2))
        return done.cpu_s, done.code == 0

    return _side_by_side(cwd, scripts, grade)


def with_otter(cwd: Path, scripts: Scripts) -> Trial:
    """Run `otter run` for each submission; its results.json has the marks."""
    tools = installed("otter-grader==7.0.0", "ipykernel==7.4.0")  # it runs scripts as notebooks
    env = variables(tools, cwd)
    test = (
        "from otter.test_files import test_case\n\nOK_FORMAT = False\n"
        f'name = "table"\npoints = {_POINTS}\n\n\n'
        f"@test_case(points={_POINTS})\ndef test_table(output):\n{_indented(_CHECK)}"
    )
    (cwd / "tests").mkdir()
    (cwd / "tests" / "table.py").write_text(test, encoding="utf-8")
    otter = str(tools / "otter")
    make = (otter, "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment")
    run(make, cwd, env=env)

    def grade(folder: Path, text: str) -> tuple[float, bool]:
        (folder / "submission.py").write_text(text, encoding="utf-8")
        out = folder / "out"
        out.mkdir()
        archive = str(cwd / "autograder.zip")
        command = (otter, "run", "submission.py", "-a", archive, "-o", out.name, "--no-logo")
        done = run(command, folder, env=env, codes=(0, 1))
        return done.cpu_s, done.code == 0 and _otter_score(out) == _POINTS

    return _side_by_side(cwd, scripts, grade)


def _otter_score(out: Path) -> float:
    results = json.loads((out / "results.json").read_text(encoding="utf-8"))
    return sum(test.get("score", 0) for test in results["tests"])


def with_nbgrader(cwd: Path, scripts: Scripts) -> Trial:
    """Release an assignment, then run `nbgrader autograde` once for all submissions."""
    tools = installed("nbgrader==0.9.6")
    env, nbgrader = variables(tools, cwd), str(tools / "nbgrader")
    (cwd / "nbgrader_config.py").write_text("c.CourseDirectory.course_id = 'course'\n")
    _write(cwd / "source", "### BEGIN SOLUTION\noutput = None\n### END SOLUTION")
    run((nbgrader, "generate_assignment", EXERCISE), cwd, env=env)
    for name, text in scripts.items():
        _write(cwd / "submitted" / name, text)
    done = run((nbgrader, "autograde", EXERCISE), cwd, env=env, codes=(0, 1))
    with closing(sqlite3.connect(cwd / "gradebook.db")) as db:
        rows = db.execute(
            "SELECT student_id FROM submitted_assignment AS work"
            " JOIN submitted_notebook AS book ON book.assignment_id = work.id"
            " JOIN grade ON grade.notebook_id = book.id WHERE auto_score = ?",
            (_POINTS,),
        ).fetchall()  # fmt: skip
    return Trial(done.wall_s, done.cpu_s, frozenset(name for (name,) in rows))


def _write(folder: Path, script: str) -> None:
    """Write a notebook of two cells, the script and the check."""
    cells = [
        _cell("script", script, solution=True),
        _cell("table", _CHECK, grade=True, locked=True, points=_POINTS),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {
        "nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells,
    }  # fmt: skip
    file = folder / EXERCISE / f"{EXERCISE}.ipynb"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(notebook), encoding="utf-8")


def _cell(name: str, source: str, **more: object) -> dict[str, object]:
    about = {
        "schema_version": 3, "grade_id": name, "grade": False, "solution": False,
        "locked": False, "task": False, **more,
    }  # fmt: skip
    return {
        "cell_type": "code", "id": name, "execution_count": None, "outputs": [],
        "metadata": {"nbgrader": about}, "source": source,
    }  # fmt: skip
