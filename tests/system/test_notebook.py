"""A real Jupyter kernel grades cells and notebooks; `grade` grades notebooks without one."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat.v4 as make
import pytest

from grader.catalog import Catalog
from grader.pipeline import Grader

ROOT = Path(__file__).parents[2]
SOLUTION = (ROOT / "solutions" / "relu.py").read_text()
pytestmark = pytest.mark.slow


def _write(path: Path, *sources: str) -> Path:
    cells = [make.new_markdown_cell("# Lesson"), *map(make.new_code_cell, sources)]
    path.write_text(make.writes(make.new_notebook(cells=cells)))
    return path


def test_a_notebook_is_graded(grader: Grader, catalog: Catalog, tmp_path: Path) -> None:
    """The solution in several cells, with magics and a shown value, scores full marks."""
    head, body = SOLUTION.split("\n\n", 1)
    path = _write(tmp_path / "relu.ipynb", f"%matplotlib inline\n{head}", "!ls", body)
    report = grader.grade_file(catalog.get("relu"), path, "me")
    assert (report.status, report.score) == ("passed", 10)
    assert report.notes == (
        "Left out, for it is not Python: cell 2, line 1: %matplotlib inline",
        "Left out, for it is not Python: cell 3, line 1: !ls",
    )


def test_a_shown_value_counts_as_printed(grader: Grader, catalog: Catalog, tmp_path: Path) -> None:
    """What the last cell shows needs no print."""
    source = SOLUTION.replace("print(session.run(output))", "shown = session.run(output)")
    assert source != SOLUTION
    path = _write(tmp_path / "relu.ipynb", source, "shown")
    report = grader.grade_file(catalog.get("relu"), path, "me")
    assert (report.status, report.score) == ("passed", 10)


def test_an_error_names_its_cell(grader: Grader, catalog: Catalog, tmp_path: Path) -> None:
    """An exception is reported by cell and line."""
    path = _write(tmp_path / "relu.ipynb", "a = 1", "b = 2\n\n1 / 0\n")
    report = grader.grade_file(catalog.get("relu"), path, "me")
    assert report.problem is not None
    (line,) = report.problem.lines
    assert (line.file, line.line, line.text) == ("relu.ipynb, cell 3", 3, "1 / 0")


def test_starting_and_grading_by_command(tmp_path: Path) -> None:
    """`grade start relu --notebook`, then `grade relu`: the notebook is found."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "grader", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
        )

    assert "wrote relu.ipynb" in run("start", "relu", "--notebook").stdout
    assert "not started" in run("relu").stdout.lower()
    notebook = json.loads((tmp_path / "relu.ipynb").read_text())
    notebook["cells"][1]["source"] = SOLUTION
    assert notebook["cells"][2]["source"][-1] == "%grade relu"
    (tmp_path / "relu.ipynb").write_text(json.dumps(notebook))
    done = run("relu")
    assert "All 5 checks passed." in done.stdout, done.stderr
    assert "Left out" not in done.stdout  # the cell that grades is the grader's own
    assert "left as it is" in run("start", "relu", "--notebook").stdout


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return a function that runs code in a kernel and returns its outputs."""
    from jupyter_client.manager import start_new_kernel

    folder = tmp_path_factory.mktemp("kernel")
    _write(folder / "relu.ipynb", SOLUTION)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "IPYTHONDIR": str(folder / "ipython")}
    manager, client = start_new_kernel(cwd=str(folder), env=environment)

    def run(code: str) -> str:
        found: list[str] = []

        def keep(message: Any) -> None:
            content = message["content"]
            found.append(content.get("text", "") or str(content.get("data", "")))
            found.extend(content.get("traceback", []))

        client.execute_interactive(code, output_hook=keep, timeout=120)
        return "".join(found)

    assert run("%load_ext grader.notebook") == ""
    yield run
    client.stop_channels()
    manager.shutdown_kernel()
    manager.cleanup_resources()
    shutil.rmtree(folder, ignore_errors=True)


def test_a_cell_is_graded_in_a_kernel(kernel: Any) -> None:
    """`%%grade relu` shows the report of its cell."""
    shown = kernel(f"%%grade relu\n{SOLUTION}")
    assert "All 5 checks passed." in shown
    assert "iframe" in shown
    assert "Warning" not in shown


def test_a_wrong_cell_is_explained(kernel: Any) -> None:
    """An error in the cell is shown by the line that Jupyter shows."""
    shown = kernel("%%grade relu\nx = 1\n1 / 0\n")
    assert "ZeroDivisionError" in shown
    assert "cell, line 3" in shown


def test_the_saved_notebook_is_graded_in_a_kernel(kernel: Any) -> None:
    """`%grade relu FILE` grades the file; an unknown exercise or none is told."""
    assert "All 5 checks passed." in kernel("%grade relu relu.ipynb")
    assert "did you mean relu?" in kernel("%grade rellu")
    assert "which exercise?" in kernel("%grade")
    assert "file is not known" in kernel("%grade save_load")


def test_unsaved_edits_are_told(kernel: Any) -> None:
    """When the cell that ran last is not in the file, the student is told to save it."""
    kernel("answer = 42")
    assert "the cell that you ran last is not in relu.ipynb" in kernel("%grade relu")
    kernel(SOLUTION)
    shown = kernel("%load_ext grader.notebook\n%grade relu")
    assert "ran last" not in shown
    assert "All 5 checks passed." in shown
