"""`pytest EXERCISE --submission FILE`: the checks inside an instructor's own pytest."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

TOYS = Path(__file__).parent.parent / "toys"
DOUBLE = TOYS / "exercises" / "double"
RIGHT, WRONG = TOYS / "solutions" / "double.py", DOUBLE / "mistakes" / "no_bias.py"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the toy exercise, outside of this project's configuration."""
    return Path(shutil.copytree(DOUBLE, tmp_path / "exercises" / "double"))


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run pytest as an instructor types it."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-v", *map(str, arguments)]
    wide = {**os.environ, "COLUMNS": "200"}
    return subprocess.run(command, cwd=cwd, env=wide, capture_output=True, text=True, check=False)


def test_without_a_submission_every_check_is_skipped(folder: Path) -> None:
    """Exercises among an instructor's own tests do no harm."""
    done = run(folder, cwd=folder)
    assert done.returncode == 0
    assert "2 skipped" in done.stdout


def test_the_mark_is_declared(folder: Path) -> None:
    """`--strict-markers` accepts @check."""
    assert run(folder, "--strict-markers", cwd=folder).returncode == 0
    assert "@pytest.mark.check(points, hint" in run("--markers", cwd=folder).stdout


@pytest.mark.parametrize(
    ("submission", "says"),
    [
        pytest.param("nowhere.py", "There is no file nowhere.py here", id="no file"),
        pytest.param("double.py", "double.py is still the starting file", id="stub"),
        pytest.param("README.md", "invalid syntax", id="no Python", marks=pytest.mark.long),
        pytest.param(".", "is a folder", id="folder", marks=pytest.mark.long),
    ],
)
def test_a_file_that_cannot_be_graded_is_wrong_usage(
    submission: str, says: str, folder: Path
) -> None:
    """The reason is told before anything is started, without a traceback."""
    (folder / "README.md").write_text("1 +\n")
    done = run(".", "--submission", submission, cwd=folder)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert says in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param((), "exercise.toml: the file is missing", id="no exercise"),
        pytest.param(("double", "other"), "--submission judges one exercise", id="two exercises"),
    ],
)
def test_the_exercise_must_be_named(arguments: tuple[str, ...], says: str, folder: Path) -> None:
    """One exercise folder is judged at a time."""
    (folder.parent / "other").mkdir()
    done = run(*arguments, "--submission", RIGHT, cwd=folder.parent)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert says in done.stderr


def test_a_right_submission_passes(folder: Path) -> None:
    """All checks of the exercise are judged, with helpers, and nothing is left running."""
    (folder.parent / "shared").mkdir()
    (folder.parent / "shared" / "two.py").write_text("TWO = 2\n")
    text = (folder / "test_double.py").read_text().replace("2 * x + b,", "TWO * x + b,")
    (folder / "test_double.py").write_text(f"from shared.two import TWO\n{text}")
    done = run(".", "--submission", RIGHT, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "test_one PASSED" in done.stdout
    assert "test_secret_inputs PASSED" in done.stdout
    assert "raised" not in done.stdout


def test_a_wrong_submission_fails_with_a_traceback(folder: Path) -> None:
    """An instructor sees what a student does not: values, also of secret checks."""
    done = run(folder / "test_double.py", "--submission", WRONG, cwd=folder.parent.parent)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "test_one PASSED" in done.stdout
    assert "test_secret_inputs FAILED" in done.stdout
    assert "should be" in done.stdout


@pytest.mark.long
def test_a_script_that_raises_is_judged_as_far_as_it_came(folder: Path) -> None:
    """What was built before the error is judged; a check is skipped as its prerequisite failed."""
    (folder / "mine.py").write_text(RIGHT.read_text().replace("2.0 * x", "3.0 * x") + "1/0\n")
    done = run(".", "--submission", "mine.py", cwd=folder)
    assert "the submission raised ZeroDivisionError: division by zero" in done.stdout
    assert "test_one FAILED" in done.stdout
    assert "test_secret_inputs SKIPPED (not judged: `one` did not pass)" in done.stdout


@pytest.mark.long
def test_a_graph_that_is_not_allowed_is_wrong_usage(folder: Path) -> None:
    """A rejected graph is told in one line."""
    wrong = "y += tf.strings.to_number(tf.io.read_file('x'))\n"
    (folder / "mine.py").write_text(RIGHT.read_text() + wrong)
    done = run("test_double.py::test_one", "--submission", "mine.py", cwd=folder)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "operations of type 'ReadFile' are not allowed" in done.stderr
    assert "Traceback" not in done.stderr
