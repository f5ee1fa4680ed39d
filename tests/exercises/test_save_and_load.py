"""save_and_load by the command itself: what was read from a file is told from what was not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.catalog.content import content_root

GRADE = Path(sys.executable).with_name("grade")
EXERCISE = Catalog(content_root() / "exercises_keras").get("save_and_load")
pytestmark = [pytest.mark.slow, pytest.mark.long]


def graded(path: Path, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Return what `grade` did with a file, in the course in Keras."""
    environment = {**os.environ, "COLUMNS": "300", "NO_COLOR": "1", "GRADE_EXERCISES": "keras"}
    return subprocess.run(
        [GRADE, "save_and_load", path, *options], cwd=folder, env=environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("options", [(), ("--workers", "spawn")], ids=["fork", "spawn"])
def test_what_was_loaded_is_proved(options: tuple[str, ...], tmp_path: Path) -> None:
    """A right answer that compares its models passes, whose comparisons fail in the second run."""
    right = EXERCISE.folder / "alternatives" / "functional.py"
    done = graded(right, tmp_path, *options)
    assert "10 of 10" in done.stdout, done.stdout
    assert done.returncode == 0


def test_what_was_handed_over_in_memory_is_told(tmp_path: Path) -> None:
    """The report says that the numbers come from no file, and what was done in its place."""
    done = graded(EXERCISE.folder / "mistakes" / "copied.py", tmp_path)
    assert done.returncode == 1
    assert "the numbers of `filled` come from no file" in done.stdout
    assert "get_weights and set_weights" in done.stdout
