"""Every exercise: what grading a right answer costs, in the script and in the judge."""

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from grader.catalog import Catalog, Exercise
from grader.pipeline import Grader
from scripts.bench.classes import right_answers
from scripts.bench.page import Section, Table, Unmeasured
from scripts.bench.sizes import Sizes

_HEADER = ("exercise", "right answers", "wall", "script", "judge", "CPU")


@dataclass(frozen=True)
class Cost:
    """Seconds for one submission: all, the script's process, the judge's, processor time."""

    wall_s: float
    script_s: float
    judge_s: float
    cpu_s: float


def measure(sizes: Sizes) -> Section:
    """Grade reference solution and alternatives of every exercise once, one at a time."""
    rows = []
    with Grader(b"benchmark") as grader:
        grader.ready()
        for exercise in Catalog().all():
            files = right_answers(exercise)[: sizes.answers]
            costs = [cost(grader, exercise, file) for file in files]
            rows.append((f"`{exercise.slug}`", str(len(files)), *_medians(costs)))
    how = (
        "Reference solution and alternatives, one after the other, with one warm grader: medians"
        " of the seconds a submission. The script's process runs the student's file; the judge's"
        " draws inputs and compares while a third one runs the graph. CPU is that of all three."
    )
    return Section("The exercises", how, (Table(_HEADER, tuple(rows)),))


def cost(grader: Grader, exercise: Exercise, file: Path) -> Cost:
    """Grade one right answer."""
    start = time.perf_counter()
    report = grader.grade_file(exercise, file, file.stem)
    wall_s = time.perf_counter() - start
    if report.status != "passed":
        raise Unmeasured(f"{exercise.slug}, {file.stem}: {report.status}, not passed")
    timings = report.timings_s
    return Cost(wall_s, timings["collect"], timings["judge"], timings["cpu"])


def _medians(costs: list[Cost]) -> tuple[str, ...]:
    columns = zip(*((c.wall_s, c.script_s, c.judge_s, c.cpu_s) for c in costs), strict=True)
    return tuple(f"{statistics.median(column):.2f} s" for column in columns)
