"""`import grader.notebook` or `%load_ext grader.notebook` in Jupyter: the magics %grade, %%grade.

What is graded runs in the grader's own confined processes, never in the kernel.
"""

import atexit
import contextlib
import functools
import html
import json
import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.core.magic import register_line_cell_magic
from IPython.display import HTML, display

from grader.catalog import Catalog
from grader.cli.grading import policy, user_name, with_following
from grader.cli.speech import say
from grader.cli.workspace import Workspace
from grader.foundation.errors import GradeError, UsageFault
from grader.foundation.model import Report
from grader.pipeline import Grader, course_key
from grader.report.render import render_html

# The frame grows to the height of its page, which holds no script. It stands in a `div`, since
# IPython warns of a frame that is written out.
_FRAME = (
    '<div><iframe srcdoc="{}" style="width:100%;height:{}px;border:0;resize:vertical"'
    ' title="Report" sandbox="allow-same-origin" onload="this.style.height ='
    " this.contentDocument.documentElement.scrollHeight + 24 + 'px'\"></iframe></div>"
)


def grade(line: str, cell: str | None = None) -> None:
    """Grade this cell (%%grade EXERCISE) or the saved notebook (%grade EXERCISE [FILE])."""
    try:
        report = _report(shlex.split(line), cell)
    except (GradeError, ValueError) as error:
        say(f"error: {getattr(error, 'message', error)}")
        if getattr(error, "hint", ""):
            say(f"hint: {getattr(error, 'hint', '')}")
        return
    show: Callable[[Any], Any] = display
    show(HTML(framed(report)))  # type: ignore[no-untyped-call]


def framed(report: Report) -> str:
    """Return the page of a report in a frame, for the output of a cell."""
    height = 420 + 90 * len(report.checks)  # where nothing may tell the frame how high its page is
    page = render_html(report).replace('href="#', 'href="about:srcdoc#')
    return _FRAME.format(html.escape(page), height)


def load_ipython_extension(shell: Any) -> None:
    """Add the magics, for `%load_ext grader.notebook`."""
    shell.register_magic_function(grade, "line_cell")


def _report(words: list[str], cell: str | None) -> Report:
    if not words or len(words) > (1 if cell is not None else 2):
        raise UsageFault("which exercise?", "type `%%grade relu` or `%grade relu FILE.ipynb`")
    exercise = Catalog().get(words[0])
    student, workspace = user_name(), Workspace(Path.cwd())
    if cell is not None:
        found = _grader().reader.cell(exercise, cell)
        report = _grader().grade(exercise, found, student)
    else:
        path = Path(words[1]) if len(words) > 1 else _this_notebook(workspace.notebook(exercise))
        if _older(path):
            say(f"note: the cell that you ran last is not in {path.name}: save it, grade again")
        report = _grader().grade_file(exercise, path, student)
    with contextlib.suppress(OSError):  # a folder that cannot be written to
        workspace.remember(exercise, report)
    return with_following(report, workspace)


def _older(path: Path) -> bool:
    """Say whether a notebook was saved before the cell was written that was run last."""
    shell: Any = get_ipython()
    *before, _ = shell.history_manager.input_hist_raw  # the last one asks for this
    ran = next((one.strip() for one in reversed(before) if one.strip()), "")
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        saved = {"".join(cell["source"]).strip() for cell in cells}
    except (OSError, ValueError, LookupError, TypeError):
        return False
    return bool(ran) and ran not in saved


def _this_notebook(usual: Path) -> Path:
    """Return the notebook's file: what Jupyter or the editor tells its kernel, or the usual one."""
    shell: Any = get_ipython()
    told = shell.user_ns.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME", "")
    for path in (Path(told), Path.cwd() / Path(told).name, usual):
        if path.is_file():
            return path
    raise UsageFault(
        "the notebook's file is not known here",
        f"name it: `%grade {usual.stem} FILE.ipynb`",
    )


@functools.cache
def _grader() -> Grader:
    grader = Grader(course_key(), policy(None))
    atexit.register(grader.close)
    return grader


if get_ipython() is not None:
    register_line_cell_magic(grade)
