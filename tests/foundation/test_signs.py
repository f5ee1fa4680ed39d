"""Signs on terminals of any encoding."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.foundation.signs import encodable

ROOT = Path(__file__).parents[2]
COMMANDS = [("list",), (), ("start", "relu"), ("show", "relu"), ("relu",), ("hint", "relu")]


@pytest.mark.slow
@pytest.mark.parametrize(
    "encoding",
    [
        "ascii",
        pytest.param("cp1252", marks=pytest.mark.long),
        pytest.param("latin-1", marks=pytest.mark.long),
        pytest.param("cp437", marks=pytest.mark.long),
    ],
)
def test_no_command_fails_for_want_of_a_sign(encoding: str, tmp_path: Path) -> None:
    """Every command prints what the encoding can show, and nothing that is not in it."""
    environment = {"PYTHONIOENCODING": encoding, "LANG": "C", "PYTHONUTF8": "0"}
    for command in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "grader", *command],
            env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
            cwd=tmp_path, capture_output=True, check=False,
        )  # fmt: skip
        written = done.stdout + done.stderr
        assert done.returncode in (0, 1), written
        assert b"Traceback" not in written
        if encoding == "ascii":
            assert written.isascii()


def test_german_is_read_in_plain_letters() -> None:
    """Where there is no umlaut, two letters stand for it."""
    said = "„Für größere Zahlen“ – Öffne ä, Ü"
    assert encodable(said, "ascii") == '"Fuer groessere Zahlen" - Oeffne ae, Ue'
    assert encodable(said, "utf-8") == said
