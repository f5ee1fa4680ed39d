"""Files that cannot be graded well: each ends in its own status, message and exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.cli.grading import EXIT_CODES
from grader.pipeline import Grader

GRADE = Path(sys.executable).with_name("grade")
HERE = Path(__file__).parents[1]
TOYS = HERE / "toys" / "exercises"
BAD = HERE / "submissions" / "bad"
STUB = (TOYS / "double" / "double.py").read_bytes()
RIGHT = (BAD / "right.py").read_bytes()
pytestmark = pytest.mark.slow


def grade(file: str, cwd: Path) -> tuple[int, dict, str]:  # type: ignore[type-arg]
    """Grade a file with the real command; return exit code, JSON report and error output."""
    done = subprocess.run(
        [str(GRADE), "double", file, "--json", "--report", "out"], cwd=cwd, capture_output=True,
        env={**os.environ, "GRADE_EXERCISES": str(TOYS)}, check=False,
    )  # fmt: skip
    assert (cwd / "out" / "report.html").exists(), done.stderr
    return done.returncode, json.loads(done.stdout), done.stderr.decode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(None, "no such file", id="missing"),
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\n", "empty", id="blank"),
        pytest.param(STUB, "not started", id="untouched"),
        pytest.param(STUB.replace(b"\n", b"\r\n"), "not started", id="untouched-crlf"),
        pytest.param(STUB + b"# a comment\n", "not started", id="untouched-comment"),
        pytest.param(RIGHT + b"print('open\n", "syntax error", id="syntax"),
        pytest.param(RIGHT + b"  x = 1\n", "syntax error", id="indentation"),
        pytest.param(RIGHT + b"\0\n", "not python text", id="nul"),
        pytest.param(RIGHT + b"# \xff\n", "not python text", id="not-utf-8"),
        pytest.param(RIGHT.decode().encode("utf-16"), "not python text", id="utf-16"),
        pytest.param(RIGHT + b"#" * 2_000_000, "too large", id="2-mb"),
    ],
)
def test_an_ungradable_file_is_named_as_such(
    content: bytes | None, says: str, tmp_path: Path
) -> None:
    """The status is ungradable, the exit code 1, nothing is scored, a report is written."""
    if content is not None:
        (tmp_path / "double.py").write_bytes(content)
    code, report, errors = grade("double.py", tmp_path)
    assert (code, report["status"], report["score"], errors) == (1, "ungradable", 0.0, "")
    assert says in report["message"].lower()
    assert report["problem"]["message"]


def test_a_folder_is_not_a_submission(tmp_path: Path) -> None:
    """A directory in place of the file is ungradable."""
    (tmp_path / "double.py").mkdir()
    code, report, _ = grade("double.py", tmp_path)
    assert (code, report["status"], report["message"]) == (1, "ungradable", "A folder.")


def test_a_syntax_error_shows_line_and_column(tmp_path: Path) -> None:
    """The report points at the character that Python stumbled over."""
    (tmp_path / "double.py").write_bytes(RIGHT + b"y = (2.0 * x + b\n")
    _, report, _ = grade("double.py", tmp_path)
    (line,) = report["problem"]["lines"]
    assert (line["line"], line["text"], line["column"]) == (7, "y = (2.0 * x + b", 5)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + RIGHT, id="bom"),
        pytest.param(RIGHT.replace(b"\n", b"\r\n"), id="crlf"),
        pytest.param(RIGHT.replace(b"\n", b"\r"), id="cr"),
        pytest.param(b"# -*- coding: latin-1 -*-\n# \xe9\n" + RIGHT, id="latin-1"),
        pytest.param(RIGHT + b"import sys\nsys.exit(0)\n", id="exit-0-at-its-end"),
        pytest.param(RIGHT + b"def main(_):\n    pass\ntf.app.run()\n", id="app-run"),
    ],
)
def test_an_unusual_file_is_graded_like_any_other(
    content: bytes, tmp_path: Path, grader: Grader
) -> None:
    """Encodings, line ends and orderly exits cost nothing."""
    path = tmp_path / "double.py"
    path.write_bytes(content)
    report = grader.grade_file(Catalog(TOYS).get("double"), path, "student")
    assert (report.status, report.problem) == ("passed", None)


@pytest.mark.parametrize(
    ("name", "status", "says"),
    [
        ("never_ends", "timeout", "longer than the 4 seconds"),
        ("prints_100_mb", "passed", "printed 100,000,100 bytes"),
        ("fills_the_disk", "killed", "256 MiB are allowed"),
        ("makes_many_files", "killed", "more than the 1,000 files"),
        ("exits_early", "failed", "`sys.exit` on line 3"),
        ("exits_with_an_error", "error", "SystemExit"),
        ("os_exit", "error", "ended its own process"),
        ("deletes_its_globals", "failed", "none of the globals"),
        ("clears_its_globals", "failed", "none of the globals"),
        ("builds_no_graph", "failed", "built no graph"),
        ("raises", "error", "undefined_name"),
        ("asks_for_a_terabyte", "killed", "more memory than it may have"),
    ],
)
def test_a_script_that_misbehaves_gets_a_truthful_status(
    name: str, status: str, says: str, grader: Grader
) -> None:
    """Each misbehaviour has its own status and a message that names it."""
    exercise = Catalog(TOYS).get("double")
    report = grader.grade_file(exercise, BAD / f"{name}.py", "student")
    texts = [report.message, *report.notes, *(check.message for check in report.checks)]
    if report.problem:
        texts += [report.problem.type, report.problem.message]
    assert report.status == status
    assert EXIT_CODES.get(report.status, 1) == int(status != "passed")
    assert says in "\n".join(texts)


def test_a_graph_of_100_000_operations_is_rejected(grader: Grader) -> None:
    """A graph beyond the limit is not run; the message gives both numbers."""
    exercise = Catalog().get("relu")
    report = grader.grade_file(exercise, BAD / "builds_50_000_nodes.py", "student")
    assert (report.status, report.score) == ("rejected", 0.0)
    assert report.problem is not None
    assert "50,00" in report.problem.message
    assert "20,000 are allowed" in report.problem.message


@pytest.mark.long
def test_the_real_command_survives_a_script_that_prints_100_mb(tmp_path: Path) -> None:
    """The command ends with status, exit code and report."""
    (tmp_path / "double.py").write_bytes((BAD / "prints_100_mb.py").read_bytes())
    code, report, _ = grade("double.py", tmp_path)
    assert (code, report["status"]) == (0, "passed")
