"""The commands of docs/platforms.md as a new user types them: from a download to its upload."""

import csv
import io
import os
import re
import shlex
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.catalog import Catalog

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "platforms.md").read_text()
SECTION = re.compile(r"^\*\*([^*]+)\.\*\* (.*?)^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTIONS = {name.partition(",")[0]: (text, block) for name, text, block in SECTION.findall(PAGE)}


@dataclass(frozen=True)
class Case:
    """A platform's section: which download is built, and the roster that the platform exports.

    header and row: of the roster; the row takes number, first and last name.
    """

    builder: str
    header: str = ""
    row: str = ""


CASES = {
    "Canvas": Case(
        "canvas",
        "Student,ID,SIS User ID,SIS Login ID,Section,ReLU (12345)\n    Points Possible,,,,,10",
        '"{last}, {first}",{canvas},s{number},login{number},A,',
    ),
    "Moodle": Case(
        "moodle-newer",
        "Identifier,Full name,ID number,Email address,Status,Grade,Feedback comments",
        "Participant {moodle},{first} {last},s{number},s{number}@x.example,Submitted,,",
    ),
    "nbgrader": Case("nbgrader"),
    "Brightspace": Case(
        "brightspace",
        "OrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator",
        "#{brightspace},#login{number},{last},{first},s{number}@x.example,#",
    ),
    "Blackboard": Case(
        "blackboard",
        "Last Name,First Name,Username,Student ID",
        "{last},{first},{blackboard},s{number}",
    ),
    "Gradescope": Case("gradescope"),
}
EVERY = [
    pytest.param(name, marks=[pytest.mark.slow if name == "Gradescope" else pytest.mark.long])
    for name in CASES
]


def roster(case: Case, names: tuple[str, ...]) -> str:
    """Return what the platform exports of its students, and of one who has handed in nothing."""
    rows = [case.header]
    for number, name in enumerate((*names, "Idle Student")):
        first, last = name.rsplit(" ", 1)
        ids = {"canvas": 100 + number, "moodle": 5000 + number, "brightspace": 1000 + number}
        user = f"s_{number}" if number == 3 else f"s{number}"
        rows.append(case.row.format(number=number, first=first, last=last, blackboard=user, **ids))
    return "\n".join(rows) + "\n"


def test_every_platform_has_its_commands() -> None:
    """The page shows three commands for each, and this test runs them all."""
    assert set(SECTIONS) == set(CASES)
    for _, block in SECTIONS.values():
        kinds = [line.split()[1] for line in block.splitlines() if line.startswith("grade ")]
        assert kinds == ["batch", "batch", "export"]


@pytest.fixture
def typed(tmp_path: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Return a function that types a line in an empty folder, with `grade` installed."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "work").mkdir()
    command = tmp_path / "bin" / "grade"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m grader "$@"\n')
    command.chmod(0o755)
    paths = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}

    def run(line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-c", line], cwd=tmp_path / "work", env={**os.environ, **paths},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


@pytest.mark.parametrize("name", EVERY)
def test_from_download_to_upload(name: str, typed, tmp_path: Path, messy) -> None:
    """Everybody has a row, and what the page says can be uploaded is there for all."""
    case, (text, block) = CASES[name], SECTIONS[name]
    work = tmp_path / "work"
    lines = block.replace("\\\n", " ").splitlines()
    download = shlex.split(lines[0])[2]
    students = messy.write(case.builder, work / download, Catalog().get("relu").solution)
    named = re.findall(r"--people (\S+)", block)
    if named:
        (work / named[0]).write_text(roster(case, messy.names))
    for line in lines:
        done = typed(line)
        assert done.returncode == 0, f"$ {line}\n{done.stderr}"
    with (work / "graded" / "gradebook.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len({row["student"] for row in rows}) == students + bool(named)
    assert sum(row["status"] == "missing" for row in rows) == bool(named)
    assert sum(row["status"] == "passed" for row in rows) >= 4
    output = work / shlex.split(lines[2])[shlex.split(lines[2]).index("--output") + 1]
    told = re.findall(r"`([\w-]+\.(?:csv|zip|py))`", text)
    made = {path.name for path in output.iterdir()}
    assert set(told) <= made | set(named), (told, made)
    uploaded = {path for path in output.iterdir() if path.suffix == ".csv"}
    for path in uploaded:
        found = list(csv.reader(io.StringIO(path.read_text())))
        body = [row for row in found[1:] if row[0] != "Points Possible"]
        assert len(body) >= students, path
    for path in output.glob("*.zip"):
        assert len(zipfile.ZipFile(path).namelist()) >= students
