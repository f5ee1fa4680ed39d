"""A class that hands in the course of functions: a folder of files for each student."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.catalog import Catalog, Exercise

ROOT = Path(__file__).parents[2]
COURSE = Catalog(ROOT / "exercises_functions").all()
INSIDE = Path("supervised_learning", "tensorflow")
WORDS = ["right", "alternative", "mistake", "missing", "syntax"]
pytestmark = pytest.mark.slow


def hand_in(folder: Path, number: int) -> str:
    """Write the files of student `number`, of every fifth kind; return the student's name."""
    word = WORDS[number % len(WORDS)]
    name = f"{word}{number:02}"
    place = folder / name / INSIDE
    place.mkdir(parents=True)
    for exercise in COURSE:
        source = exercise.solution
        if word in ("alternative", "mistake"):
            found = sorted((exercise.folder / f"{word}s").glob("*.py"))
            source = found[number // len(WORDS) % len(found)]
        if word == "missing" and exercise.slug in ("create_layer", "create_train_op"):
            continue
        (place / exercise.answer).write_bytes(source.read_bytes())
    if word == "syntax":
        (place / "1-create_layer.py").write_text("def create_layer(prev, n, activation:\n")
    (place / "0-main.py").write_text("print(__import__('1-create_layer'))\n")
    (place / "README.md").write_text("# TensorFlow\n")
    return name


def wanted(name: str, exercise: Exercise) -> str | None:
    """Return how a student's file for an exercise is to be judged, None if there is none."""
    word = name.rstrip("0123456789")
    if word == "mistake":
        return "failed"
    if exercise.slug in ("create_layer", "create_train_op") and word == "missing":
        return None
    return "ungradable" if word == "syntax" and exercise.slug == "create_layer" else "passed"


def graded(folder: Path, out: Path, *exercises: str) -> dict[tuple[str, str], str]:
    """Grade a class; return the status of each student and exercise."""
    chosen = [word for slug in exercises for word in ("--exercise", slug)]
    command = [sys.executable, "-m", "grader", "batch", str(folder), "--out", str(out), *chosen]
    done = subprocess.run(
        command,
        env={**os.environ, "GRADE_EXERCISES": "tf1_functions", "GRADE_COURSE_KEY": "key"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {
        (path.parent.name, path.stem): json.loads(path.read_text())["status"]
        for path in (out / "results").glob("*/*.json")
    }


def test_each_task_is_judged_by_itself(tmp_path: Path) -> None:
    """A task that is wrong, missing or not Python costs its own points, no other's."""
    names = [hand_in(tmp_path / "class", number) for number in range(len(WORDS))]
    found = graded(tmp_path / "class", tmp_path / "out", "create_layer", "forward_prop")
    for name in names:
        for exercise in COURSE:
            if exercise.slug in ("create_layer", "forward_prop") and exercise.functions:
                # Who was asked for a task by name and has not handed it in has no result.
                status = found.get((name, exercise.slug))
                assert status == wanted(name, exercise), (name, exercise.slug)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_class_of_forty(tmp_path: Path) -> None:
    """Of forty students every file is judged as what it is."""
    names = [hand_in(tmp_path / "class", number) for number in range(40)]
    found = graded(tmp_path / "class", tmp_path / "out")
    for name in names:
        for exercise in COURSE:
            status = found.get((name, exercise.slug))
            assert status == wanted(name, exercise), (name, exercise.slug)
