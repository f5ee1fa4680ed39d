"""A class in which every hostile file and archive lies between right answers."""

import csv
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MADE = runpy.run_path(str(ROOT / "tests" / "submissions" / "handed_in.py"))
RIGHT = (ROOT / "solutions" / "relu.py").read_bytes()
MOST_MB = 300
# Runs the command in a process whose own peak, not that of its children, is printed at the end.
COMMAND = (
    "import resource, sys; from grader.cli.main import run; code = run(sys.argv[1:]);"
    "print('peak', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10); sys.exit(code)"
)
pytestmark = [pytest.mark.long, pytest.mark.timeout(3600)]


def test_right_answers_between_hostile_ones_get_full_marks(tmp_path: Path) -> None:
    """Everyone has a row, no hostile one a point, and the command stays within its memory."""
    folder, out = tmp_path / "class", tmp_path / "out"
    hostile = [*MADE["ARCHIVES"].items(), *MADE["FILES"].values()]
    for number, (name, raw) in enumerate(hostile):
        place = folder / f"{number:02}-hostile"
        place.mkdir(parents=True)
        (place / name).write_bytes(raw)
        if number % 5 == 0:
            (folder / f"{number:02}-right").mkdir()
            (folder / f"{number:02}-right" / "relu.py").write_bytes(RIGHT)
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "batch", folder, "--out", out, "--exercise", "relu"],
        cwd=ROOT, env={**os.environ, "GRADE_COURSE_KEY": "key"}, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with (out / "gradebook.csv").open() as file:
        rows = {row["student"]: (row["status"], row["score"]) for row in csv.DictReader(file)}
    right = {name for name in rows if name.endswith("right")}
    assert len(rows) == len(hostile) + len(right)
    assert {rows[name] for name in right} == {("passed", "10")}
    assert {rows[name] for name in rows.keys() - right} == {("ungradable", "0")}
    assert int(done.stdout.split()[-1]) <= MOST_MB
