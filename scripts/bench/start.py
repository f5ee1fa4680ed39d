"""Cold starts: one command at a time, nothing warm but the file cache."""

import statistics
import sys
import tempfile
from pathlib import Path

from scripts.bench.classes import EXERCISE
from scripts.bench.commands import GRADE, ROOT, run
from scripts.bench.page import VERDICT, Section, Table, at_most, figure
from scripts.bench.sizes import Sizes

_RATIO = 1.15
_QUICK_S = 0.3


def measure(sizes: Sizes) -> Section:
    """Measure `grade relu` beside the bare script, and the commands that grade nothing."""
    with tempfile.TemporaryDirectory() as folder:
        plain, cold = _interleaved(Path(folder), sizes.cold)
        rows = [
            (f"`python solutions/{EXERCISE}.py`", *figure(plain, " s")),
            (f"`grade {EXERCISE}`, cold", *figure(cold, " s")),
            ("ratio", *at_most(cold / plain, _RATIO, "×")),
        ]
        for arguments in (("--help",), ("list",), ("hint", EXERCISE)):
            took = _seconds((*GRADE, *arguments), Path(folder), sizes.commands)
            rows.append((f"`grade {' '.join(arguments)}`", *at_most(took, _QUICK_S, " s")))
    how = (
        f"Medians of {sizes.cold} runs each, in turn, after one that warms the file cache:"
        " the reference solution as a plain script, and graded by a new process."
    )
    return Section("Cold start", how, (Table(("", *VERDICT), tuple(rows)),))


def _interleaved(cwd: Path, times: int) -> tuple[float, float]:
    script = str(ROOT / "solutions" / f"{EXERCISE}.py")
    commands = ((sys.executable, script), (*GRADE, EXERCISE, script))
    for command in commands:
        run(command, cwd)
    turns = [[run(command, cwd).wall_s for command in commands] for _ in range(times)]
    plain, cold = zip(*turns, strict=True)
    return statistics.median(plain), statistics.median(cold)


def _seconds(command: tuple[str, ...], cwd: Path, times: int) -> float:
    # `hint` ends with 2 where nothing has been graded.
    return statistics.median(run(command, cwd, codes=(0, 1, 2)).wall_s for _ in range(times))
