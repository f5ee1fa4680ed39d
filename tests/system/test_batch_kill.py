"""A large mixed class, killed again and again, ends up as if it had never been interrupted."""

import itertools
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
ROOT = HERE.parent
SIZE = int(os.environ.get("BATCH_SIZE", "300"))
# Not: those that print other bytes each time, or take the whole time limit.
_FICKLE = re.compile(
    r"# (status: timeout|slow|exercise: (?!relu))"
    r"|disk|thread|fork|time|sleep|memory|duplicates_over"
)
pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(7200),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="strong confinement"),
]


def _sources() -> Iterator[str]:
    """Yield submissions without end: one in twenty hostile, the others right and wrong."""
    relu = ROOT / "exercises" / "relu"
    usual = [ROOT / "solutions" / "relu.py", *sorted(relu.glob("alternatives/*.py"))]
    usual += sorted(relu.glob("mistakes/*.py"))
    hostile = [
        path
        for path in sorted((HERE / "submissions" / "hostile").glob("*.py"))
        if not _FICKLE.search(path.name + path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert len(hostile) > 20
    usual_ones, hostile_ones = itertools.cycle(usual), itertools.cycle(hostile)
    for number in itertools.count(1):
        path = next(usual_ones if number % 20 else hostile_ones)
        yield f"{path.read_text(encoding='utf-8', errors='replace')}\n# {number}\n"


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the class, BATCH_SIZE students."""
    folder = tmp_path_factory.mktemp("class")
    for number, source in enumerate(itertools.islice(_sources(), SIZE)):
        student = folder / f"student{number:04}"
        student.mkdir()
        (student / "relu.py").write_text(source)
    return folder


def _command(folder: Path, out: Path) -> tuple[list[str], dict[str, str]]:
    """Return the command that grades the class, in which two things are decided by hand."""
    course = out.parent / "course.toml"
    course.write_text(
        "[[override]]\nstudent = 'student0001'\nexercise = 'relu'\n"
        "score = 7.5\nreason = 'By hand.'\n"
        "[[excuse]]\nexercise = 'relu'\ncheck = 'table'\nreason = 'It was wrong.'\n"
    )
    command = [sys.executable, "-m", "grader", "batch", str(folder), "--out", str(out)]
    command += ["--course", str(course)]
    return command, {**os.environ, "GRADE_COURSE_KEY": "key"}


def _tree(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and not path.name.startswith(("gradebook.sqlite", "timing.html"))
    }


def _results(out: Path) -> int:
    return len(list(out.glob("results/*/*.json")))


def test_killed_three_times(class_folder: Path, tmp_path: Path) -> None:
    """kill -9 after so many results, and the same command again: byte for byte an unbroken run.

    With an override and an excused check, which hold in both.
    """
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    command, environment = _command(class_folder, whole)
    subprocess.run(command, env=environment, check=True, capture_output=True)
    command, environment = _command(class_folder, broken)
    done = [0]
    for _ in range(3):
        enough = done[-1] + random.randint(1, SIZE // 4)
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as run:
            while run.poll() is None and _results(broken) < enough:
                time.sleep(0.05)
            run.send_signal(signal.SIGKILL)
        done.append(_results(broken))
    last = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert 0 < done[1] < done[2] < done[3] < SIZE
    told = re.search(r"([\d,]+) unchanged", last.stdout)
    assert told is not None
    # One more than there are files: killed between the journal and its file.
    assert 0 <= int(told[1].replace(",", "")) - done[3] <= 2
    expected, found = _tree(whole), _tree(broken)
    assert expected.keys() == found.keys()
    assert [name for name in expected if expected[name] != found[name]] == []
    assert len(expected) == 3 * SIZE + 4
    assert b"7.5 points count" in expected["gradebook.csv"]
