"""A class in which every hostile file, archive and script lies between right answers."""

import csv
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SUBMISSIONS = ROOT / "tests" / "submissions"
MADE = runpy.run_path(str(SUBMISSIONS / "handed_in.py"))
TOYS = ROOT / "tests" / "toys" / "exercises"
SCRIPTS = sorted((SUBMISSIONS / "hostile").glob("*.py"))
TOY = "double"
EXERCISES = (TOY, "relu", "save_load", "rename_fix")
MOST_MB = 300
# Runs the command in a process whose own peak, not that of its children, is printed at the end,
# with how often each kind of warm parent was started.
COMMAND = """
import collections, re, sys
from grader.cli.main import run
from grader.workers import server
kinds, begin = collections.Counter(), server.Server.__init__
def counted(self, kind, policy):
    kinds[kind] += 1
    begin(self, kind, policy)
server.Server.__init__ = counted
code = run(sys.argv[1:])
print("starts", *(f"{kind}={kinds[kind]}" for kind in sorted(kinds)))
status = open("/proc/self/status").read()  # ru_maxrss is at least that of who started this
print("peak", int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) >> 10)
sys.exit(code)
"""
pytestmark = [pytest.mark.long, pytest.mark.timeout(3600)]


def header(path: Path) -> dict[str, str]:
    """Return what the first lines of a hostile script say of it."""
    said = re.match(r"(# \w+: .+\n)+", path.read_text())
    return dict(re.findall(r"# (\w+): (.+)\n", said[0])) if said else {}


def put(folder: Path, student: str, name: str, raw: bytes) -> None:
    """Hand in a file."""
    (folder / student).mkdir(parents=True)
    (folder / student / name).write_bytes(raw)


def fill(folder: Path) -> dict[str, tuple[str, str]]:
    """Hand in all that is hostile, with a right answer after each third; return who deserves what.

    A score that only a script's own header can say is left out.
    """
    deserved = {}
    files = [*MADE["ARCHIVES"].items(), *MADE["FILES"].values()]
    scripts = [
        one
        for one in SCRIPTS
        if header(one).get("takes") != "long" and header(one).get("exercise", TOY) in EXERCISES
    ]
    for number, (name, raw) in enumerate(files):
        put(folder, f"{number:03}-file", name, raw)
        deserved[f"{number:03}-file"] = ("ungradable", "0")
    for number, script in enumerate(scripts, len(files)):
        exercise = header(script).get("exercise", TOY)
        put(folder, f"{number:03}-script", f"{exercise}.py", script.read_bytes())
        said = header(script)
        if "needs" not in said and said["score"].replace(".", "").isdigit():
            deserved[f"{number:03}-script"] = (said["status"], said["score"])
    for number in range(0, len(files) + len(scripts), 3):
        name = "relu" if number % 2 else "double"
        home = ROOT if name == "relu" else TOYS.parent
        put(
            folder, f"{number:03}-right", f"{name}.py", (home / f"solutions/{name}.py").read_bytes()
        )
        deserved[f"{number:03}-right"] = ("passed", "10" if name == "relu" else "4")
    return deserved


def test_right_answers_between_hostile_ones_get_full_marks(tmp_path: Path) -> None:
    """Everyone has a row, who is right full marks; memory is bounded and nothing starts twice."""
    folder, out = tmp_path / "class", tmp_path / "out"
    deserved = fill(folder)
    exercises = os.pathsep.join([str(TOYS), str(ROOT / "exercises")])
    chosen = [f"--exercise={name}" for name in EXERCISES]
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "batch", folder, "--out", out, *chosen],
        cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
        env={**os.environ, "GRADE_COURSE_KEY": "key", "GRADE_EXERCISES": exercises},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with (out / "gradebook.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["status"] != "missing"]
    got = {row["student"]: (row["status"], row["score"]) for row in rows}
    assert len(got) >= 100
    assert {name: got.get(name) for name in deserved} == deserved
    assert {one.name for one in folder.iterdir()} <= got.keys()
    *_, starts, peak = [line.split() for line in done.stdout.splitlines() if line.split()[-1:]]
    # The files are looked into before anything is graded; then each kind is there once.
    assert starts == ["starts", "judge=1", "reader=2", "tensorflow=1"]
    assert int(peak[1]) <= MOST_MB
