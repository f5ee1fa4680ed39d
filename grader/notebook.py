"""`import grader.notebook` or `%load_ext grader.notebook` in Jupyter: the magics %grade, %%grade.

What is graded runs in the grader's own confined processes, never in the kernel.
"""

import atexit
import functools
import html
import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.core.magic import register_line_cell_magic
from IPython.display import HTML, display

from grader.catalog import Catalog, Exercise
from grader.cli.grading import policy, user_name
from grader.cli.workspace import Workspace
from grader.foundation.errors import GradeError, UsageFault
from grader.foundation.model import Report
from grader.pipeline import Grader, course_key
from grader.report.render import render_html

_FRAME = (
    '<iframe srcdoc="{}" style="width:100%;height:{}px;border:0" title="Report" sandbox></iframe>'
)


def grade(line: str, cell: str | None = None) -> None:
    """Grade this cell (%%grade EXERCISE) or the saved notebook (%grade EXERCISE [FILE])."""
    try:
        report = _report(shlex.split(line), cell)
    except (GradeError, ValueError) as error:
        print(f"error: {getattr(error, 'message', error)}")
        if getattr(error, "hint", ""):
            print(f"hint: {getattr(error, 'hint', '')}")
        return
    height = 420 + 90 * len(report.checks)
    show: Callable[[Any], Any] = display
    show(HTML(_FRAME.format(html.escape(render_html(report)), height)))  # type: ignore[no-untyped-call]


def load_ipython_extension(shell: Any) -> None:
    """Add the magics, for `%load_ext grader.notebook`."""
    shell.register_magic_function(grade, "line_cell")


def _report(words: list[str], cell: str | None) -> Report:
    if not words or len(words) > (1 if cell is not None else 2):
        raise UsageFault("which exercise?", "type `%%grade relu` or `%grade relu FILE.ipynb`")
    exercise = Catalog().get(words[0])
    student = user_name()
    if cell is not None:
        found = _grader().reader.cell(exercise, cell)
        report = _grader().grade(exercise, found, student)
    else:
        path = Path(words[1]) if len(words) > 1 else _this_notebook(exercise)
        report = _grader().grade_file(exercise, path, student)
    Workspace(Path.cwd()).remember(exercise, report)
    return report


def _this_notebook(exercise: Exercise) -> Path:
    """Return the notebook's file, as Jupyter or the editor tells its kernel."""
    shell: Any = get_ipython()
    told = shell.user_ns.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME", "")
    for path in (Path(told), Path(told).name and Path.cwd() / Path(told).name):
        if path and Path(path).is_file():
            return Path(path)
    raise UsageFault(
        "the notebook's file is not known here",
        f"name it: `%grade {exercise.slug} FILE.ipynb`",
    )


@functools.cache
def _grader() -> Grader:
    grader = Grader(course_key(), policy(None))
    atexit.register(grader.close)
    return grader


if get_ipython() is not None:
    register_line_cell_magic(grade)
