"""The same submissions, graded by other tools in the same run."""

import json
import sqlite3
import tempfile
from pathlib import Path

from grader.catalog import Catalog
from scripts.bench.classes import EXERCISE, answers, grade_class
from scripts.bench.commands import GRADE, run
from scripts.bench.page import Cells, Section, Table, Unmeasured, at_least, figure
from scripts.bench.sizes import Sizes
from scripts.bench.tools import (
    JOBS,
    Scripts,
    Tool,
    Trial,
    with_nbgrader,
    with_otter,
    with_pytest,
)

_RIGHT, _WRONG = EXERCISE, "no_relu"
_HARD_CODED, _EXIT = "hard-coded table", "`os._exit(0)`"
_COSTS = ("", "submissions", "wall each", "CPU each", "CPU to ours", "target", "met")
_TOOLS = (
    Tool("pytest, a process for each", with_pytest, target=28.0),
    Tool("otter-grader 7.0.0, `otter run`", with_otter),
    Tool("nbgrader 0.9.6, `autograde`", with_nbgrader),
)


def measure(sizes: Sizes) -> Section:
    """Grade a few submissions with every tool, and two cheats."""
    with tempfile.TemporaryDirectory() as folder:
        ours, costs = _ours(Path(folder), sizes.ours)
        marks = [_marks("`grade`", _our_full_marks(Path(folder)))]
        for number, tool in enumerate(_TOOLS):
            cost, mark = _row(tool, Path(folder) / str(number), sizes.peers, ours)
            costs.append(cost)
            marks.append(mark)
    how = (
        "Each tool checks the lesson's table only, in its own kind of test; `grade batch` runs all"
        " its checks, two submissions at a time. pytest and otter-grader start anew for each"
        " submission, two at a time as well; nbgrader grades one after the other in one command,"
        " whose time is shared out. Ours, in one command, is shown both ways; the ratios compare"
        " with what one more submission costs."
    )
    note = (
        "What each makes of two cheats: a script that ends with the lesson's table as a constant,"
        " and one that prints `1 passed` and leaves by `os._exit(0)`. A better test would catch"
        " some of that; one that runs in the student's own process can be got round in other ways."
    )
    tables = (Table(_COSTS, tuple(costs)),)
    cheats = Table(("", *_cheats()), tuple(marks))
    return Section("Beside other tools", how, (*tables, cheats), (note,))


def _ours(cwd: Path, size: int) -> tuple[float, list[Cells]]:
    """Return the CPU seconds of one more submission, and the rows."""
    options = ("--exercise", EXERCISE, "--jobs", str(JOBS))
    one, many = (grade_class(cwd, n, *options).done for n in (1, size))
    wall_s = (many.wall_s - one.wall_s) / (size - 1)
    cpu_s = (many.cpu_s - one.cpu_s) / (size - 1)
    whole = (figure(many.wall_s / size, " s")[0], figure(many.cpu_s / size, " s")[0])
    rows: list[Cells] = [
        ("`grade batch`, one more", str(size), f"{wall_s:.2f} s", f"{cpu_s:.2f} s", "1×", "", ""),
        ("`grade batch`, start-up shared out", str(size), *whole, "", "", ""),
    ]
    return cpu_s, rows


def _row(tool: Tool, cwd: Path, size: int, ours: float) -> tuple[Cells, Cells]:
    """Return a tool's row of costs and its row of marks."""
    scripts = _submissions(size)
    try:
        found = _tried(tool, cwd / "some", scripts)
        if _RIGHT not in found.full_marks or _WRONG in found.full_marks:
            raise Unmeasured("it does not tell the right answer from a wrong one here")
        fooled = _tried(tool, cwd / "cheats", _cheats()).full_marks
    except Unmeasured as error:
        none = ("",) * (len(_COSTS) - 3)
        return (tool.name, "", f"not measured: {error}", *none), (tool.name, "", "")
    each = found.cpu_s / len(scripts)
    ratio = each / ours
    verdict = at_least(ratio, tool.target, "×", 0) if tool.target else figure(ratio, "×", 0)
    wall = f"{found.wall_s / len(scripts):.2f} s"
    cost = (tool.name, str(len(scripts)), wall, f"{each:.2f} s", *verdict)
    return cost, _marks(tool.name, fooled)


def _tried(tool: Tool, cwd: Path, scripts: Scripts) -> Trial:
    cwd.mkdir(parents=True)
    try:
        return tool.grade(cwd, scripts)
    except (OSError, LookupError, ValueError, sqlite3.Error) as error:
        raise Unmeasured(f"its results cannot be read ({type(error).__name__})") from error


def _submissions(size: int) -> Scripts:
    wrong = Catalog().get(EXERCISE).folder / "mistakes" / f"{_WRONG}.py"
    chosen = [answers()[0], wrong, *answers()[1:]][:size]
    return {path.stem: path.read_text(encoding="utf-8") for path in chosen}


def _cheats() -> Scripts:
    constant = Catalog().get(EXERCISE).folder / "mistakes" / "hard_coded.py"
    leaving = 'import os\n\nprint("1 passed", flush=True)\nos._exit(0)\n'
    return {_HARD_CODED: constant.read_text(encoding="utf-8"), _EXIT: leaving}


def _our_full_marks(cwd: Path) -> frozenset[str]:
    full = set()
    for name, text in _cheats().items():
        (cwd / f"{EXERCISE}.py").write_text(text, encoding="utf-8")
        done = run((*GRADE, EXERCISE, f"{EXERCISE}.py", "--json"), cwd, codes=(0, 1))
        report = json.loads(done.output)
        if report["score"] == report["max_score"]:
            full.add(name)
    return frozenset(full)


def _marks(tool: str, full: frozenset[str]) -> Cells:
    return tool, *("full marks" if name in full else "no full marks" for name in _cheats())
