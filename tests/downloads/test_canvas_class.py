"""Three hundred students of Canvas, graded for real, decided on by hand, and sent back."""

import csv
import math
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from grader.catalog import Catalog

SIZE = 300
DUE = datetime.fromisoformat("2026-10-05T21:59:00+00:00")
# What is handed in, and by hand: the points of the checks, and those of `table` among them.
ANSWERS = {
    "solution": (10.0, 2.0),
    "mistakes/no_relu.py": (3.0, 0.0),
    "mistakes/not_printed.py": (8.0, 2.0),
    "relu.py": (0.0, 0.0),  # the starting file
}
COURSE = """
[late]
per_day = 0.1
cap = 0.2
[due]
relu = 2026-10-05T21:59:00
[[extension]]
student = "1006"
due = 2026-12-01T00:00:00
[[extension]]
student = "1013"
exercise = "relu"
"""
pytestmark = [pytest.mark.long, pytest.mark.timeout(3600)]


def grade(*arguments: str, cwd: Path) -> None:
    """Run the command."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "grader", *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def rows(path: Path) -> list[dict[str, str]]:
    """Return a table's rows."""
    with path.open() as file:
        return list(csv.DictReader(file))


def test_points_and_comments_are_those_of_a_calculation_by_hand(tmp_path: Path, zip_of) -> None:
    """Two overrides, a check excused for all, two extensions and lateness, for each of 300."""
    relu = Catalog().get("relu")
    sources = [relu.solution, *(relu.folder / name for name in list(ANSWERS)[1:])]
    users = [1000 + number for number in range(SIZE)]
    files = {
        f"student{user}_{user}_{70000 + user}_relu.py": sources[user % 4].read_bytes()
        for user in users
    }
    late_by = {user: timedelta(hours=user % 7 * 10 - 20) for user in users}
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "submissions.zip").write_bytes(zip_of(files))
    times = [f"{user},relu,{(DUE + late_by[user]).isoformat()}\n" for user in users]
    (tmp_path / "class" / "submissions.csv").write_text(
        "student,exercise,submitted\n" + "".join(times)
    )
    (tmp_path / "course.toml").write_text(COURSE)
    grade("batch", "class", "--exercise", "relu", "--out", "graded", cwd=tmp_path)
    by_hand = {1001: 9.25, 1299: 0.0}
    for user, given in by_hand.items():
        grade(
            "override", "graded", f"{user}", "relu", f"{given}", "--reason", "Oral.", cwd=tmp_path
        )
    excuse = ["excuse", "graded", "relu", "--check", "table", "--reason", "It was wrong."]
    grade(*excuse, cwd=tmp_path)
    export = ["export", "graded", "--to", "canvas", "--output", "back", "--exercise", "relu"]
    grade(*export, "--column", "relu=ReLU (12345)", cwd=tmp_path)
    sent = {row["ID"]: row["ReLU (12345)"] for row in rows(tmp_path / "back" / "canvas.csv")}
    comments = {row["ID"]: row["Comment"] for row in rows(tmp_path / "back/canvas-comments.csv")}
    assert sent.pop("") == "10"
    assert set(sent) == set(comments) == {str(user) for user in users}
    for user in users:
        reached, table = list(ANSWERS.values())[user % 4]
        wanted = reached - table + 2.0  # the excused check counts in full
        days = max(0, math.ceil(late_by[user] / timedelta(days=1)))
        if days and user not in (1006, 1013):
            wanted *= 1 - min(0.2, 0.1 * days)
        wanted = by_hand.get(user, wanted)
        assert float(sent[str(user)]) == pytest.approx(wanted, abs=1e-9), user
        assert comments[str(user)].startswith(f"{sent[str(user)]} of 10 points. "), user
        assert ("Oral." in comments[str(user)]) == (user in by_hand)
        assert "The check table is excused" in comments[str(user)]
