"""The instructor's guides are run line by line: their files are written, their commands typed."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ELLIPSIS = "…"


class Typist:
    """Types the commands of a console block, as in one terminal."""

    def __init__(self, folder: Path) -> None:
        (folder / "bin").mkdir()
        command = folder / "bin" / "grade"
        command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m grader "$@"\n')
        command.chmod(0o755)
        self.folder = folder
        own = ("GRADE_EXERCISES", "GRADE_COURSE_KEY", "CI")
        self.environment = {name: text for name, text in os.environ.items() if name not in own}
        self.environment |= {
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            "COLUMNS": "80",
            "NO_COLOR": "1",
            "LC_ALL": "C.UTF-8",
        }

    def type(self, block: str) -> None:
        """Run each `$` line and compare what it prints with the lines below it."""
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, expected = part.partition("\n")
            printed = self._run(line)
            assert matches(expected, printed), f"$ {line}\n{printed}"

    def _run(self, line: str) -> str:
        """Run a line; the folder and the variables that it leaves are those of the next one."""
        state = self.folder.parent / "state"
        script = f"set -e\n{line}\n{{ pwd; env -0; }} > {shlex.quote(str(state))}"
        done = subprocess.run(
            ["bash", "-c", script], cwd=self.folder, env=self.environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"$ {line}\n{done.stdout}{done.stderr}"
        folder, _, variables = state.read_text().partition("\n")
        self.folder = Path(folder)
        pairs = (pair.partition("=") for pair in variables.split("\0") if pair)
        self.environment = {name: text for name, _, text in pairs}
        return done.stdout


def matches(expected: str, printed: str) -> bool:
    """Say whether lines were printed as expected; … stands for anything, also for lines."""
    pattern = ".*".join(re.escape(part.strip("\n")) for part in expected.split(ELLIPSIS))
    return re.fullmatch(pattern, printed.strip("\n"), re.DOTALL) is not None


def test_matching_lines() -> None:
    """An ellipsis takes the place of any text; everything else is compared."""
    assert matches("a\n…\nd\n", "a\nb\nc\nd\n")
    assert matches("a … d\n", "a b c d\n")
    assert matches("", "")
    assert not matches("a\n", "a\nb\n")
    assert not matches("", "a\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    "guide",
    [
        pytest.param("authoring", marks=pytest.mark.long),
        pytest.param("functions", marks=pytest.mark.long),
        "keras",
    ],
)
def test_a_guide_can_be_followed(guide: str, tmp_path: Path) -> None:
    """Its files, written where their titles say, and its commands make a sound exercise."""
    work = tmp_path / "work"
    work.mkdir()
    typist = Typist(work)
    blocks = BLOCK.findall((DOCS / f"{guide}.md").read_text())
    assert {kind for kind, _, _ in blocks} == {"console", "python", "toml", "markdown"}
    for kind, title, text in blocks:
        if kind == "console":
            typist.type(text)
        elif title:
            path = typist.folder / title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
