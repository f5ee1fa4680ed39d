"""The command as a student types it."""

import contextlib
import json
import os
import pty
import resource
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.cli.main import grade
from grader.foundation.files import write_atomically

GRADE = Path(sys.executable).with_name("grade")
ROOT = Path(__file__).parents[2]
TOYS = ROOT / "tests" / "toys" / "exercises"
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
pytestmark = pytest.mark.slow  # each starts the real command


def run(
    *arguments: str, cwd: Path, exercises: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `grade` in a folder and return what it did."""
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    if exercises:
        environment["GRADE_EXERCISES"] = str(exercises)
    return subprocess.run(
        [str(GRADE), *arguments], cwd=cwd, capture_output=True, text=True, env=environment,
        check=False,
    )  # fmt: skip


def test_the_overview_says_what_comes_next(tmp_path: Path) -> None:
    """Plain `grade` in an empty folder lists the exercises and proposes the first."""
    done = run(cwd=tmp_path)
    assert done.returncode == 0
    assert "Next: `grade start relu`" in done.stdout
    for slug in Catalog().slugs():
        assert slug in done.stdout


def test_list_shows_every_exercise_in_course_order(tmp_path: Path) -> None:
    """`grade list` prints one line an exercise."""
    lines = run("list", cwd=tmp_path).stdout.splitlines()
    assert [exercise.slug for exercise in Catalog().all()] == [line.split()[0] for line in lines]


def test_list_wraps_on_a_terminal(tmp_path: Path) -> None:
    """No line is longer than the terminal is wide, and a summary stays in its column."""
    here, there = pty.openpty()
    termios.tcsetwinsize(there, (24, 80))
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    subprocess.run([str(GRADE), "list"], cwd=tmp_path, stdout=there, env=environment, check=True)
    os.close(there)
    shown = b""
    with contextlib.suppress(OSError):  # the end of what was written
        while data := os.read(here, 1 << 16):
            shown += data
    os.close(here)
    lines = shown.decode().splitlines()
    assert max(map(len, lines)) < 80
    assert lines[1].startswith(" " * 40)


@pytest.mark.parametrize("arguments", [["-h"], ["help"], ["help", "start"], ["start", "-h"]])
def test_help_is_found_however_it_is_asked_for(arguments: list[str], tmp_path: Path) -> None:
    """`-h` and `help` show what `--help` shows."""
    named = [one for one in arguments if one not in ("-h", "help")]
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, run(*named, "--help", cwd=tmp_path).stdout)


@pytest.mark.parametrize("typed", ["ReLU", "relu.py", "./relu.py", "RELU.py"])
def test_an_exercise_is_known_by_its_file_and_in_any_case(typed: str, tmp_path: Path) -> None:
    """What a student types in place of `relu` grades relu."""
    run("start", "Relu", cwd=tmp_path)
    (tmp_path / "RELU.py").write_bytes((tmp_path / "relu.py").read_bytes())
    done = run(typed, cwd=tmp_path)
    assert "Not started." in done.stdout, done.stderr


def test_a_file_of_no_exercise_asks_for_it(tmp_path: Path) -> None:
    """A file that is called after no exercise needs its name."""
    done = run("mnist.py", cwd=tmp_path)
    assert done.returncode == 2
    assert "which exercise is mnist.py for?" in done.stderr
    assert "did you mean mnist_mlp? type `grade EXERCISE mnist.py`" in done.stderr


def test_a_wrong_folder_is_asked_about_and_left_alone(tmp_path: Path) -> None:
    """Without the file nothing is kept, and the student is asked where they are."""
    done = run("relu", cwd=tmp_path)
    assert done.returncode == 1
    assert "Is this the right folder?" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_next_starts_what_comes_next(tmp_path: Path) -> None:
    """`grade next` starts the first exercise that is not passed."""
    assert "wrote relu.py" in run("next", cwd=tmp_path).stdout
    write_atomically(tmp_path / ".grade" / "relu" / "progress.json", b'{"passed": true}')
    assert "wrote mnist_mlp.py" in run("next", cwd=tmp_path).stdout


def test_of_two_files_it_is_said_which_is_graded(tmp_path: Path) -> None:
    """A script and a notebook side by side: the script is graded, and the student told so."""
    for options in ([], ["--notebook"]):
        run("start", "relu", *options, cwd=tmp_path)
    done = run("relu", cwd=tmp_path)
    assert "relu.py is graded; `grade relu.ipynb` grades the notebook" in done.stderr


@pytest.mark.parametrize("command", ["start", "reset"])
def test_a_full_disk_leaves_no_empty_file(command: str, tmp_path: Path) -> None:
    """What cannot be written whole is not there, what was there stays, and the reason is told."""
    if command == "reset":
        (tmp_path / "relu.py").write_text("my work\n" * 100)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    done = subprocess.run(
        [str(GRADE), command, "relu"], cwd=tmp_path, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
    )  # fmt: skip
    assert done.returncode == 2
    assert "cannot write into" in done.stderr
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_start_copies_stub_and_lesson_and_never_overwrites(tmp_path: Path) -> None:
    """`grade start` twice leaves the student's work alone."""
    first = run("start", "relu", cwd=tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    assert (tmp_path / "relu.md").exists()
    (tmp_path / "relu.py").write_text("my work\n")
    second = run("start", "relu", cwd=tmp_path)
    assert second.returncode == 0
    assert "left as it is" in second.stdout
    assert (tmp_path / "relu.py").read_text() == "my work\n"


def test_reset_keeps_a_backup(tmp_path: Path) -> None:
    """`grade reset` restores the stub; what was there is beside it."""
    (tmp_path / "relu.py").write_text("my work\n")
    done = run("reset", "relu", cwd=tmp_path)
    assert done.returncode == 0
    backups = list(tmp_path.glob("relu.*.bak.py"))
    assert [backup.read_text() for backup in backups] == ["my work\n"]
    assert (tmp_path / "relu.py").read_bytes() == Catalog().get("relu").stub.read_bytes()


@pytest.mark.parametrize(
    ("typed", "suggested"), [("rleu", "relu"), ("lst", "list"), ("mnist-mlp", "mnist_mlp")]
)
def test_a_near_miss_is_answered_with_the_right_name(
    typed: str, suggested: str, tmp_path: Path
) -> None:
    """A misspelt exercise or command suggests the real one and exits with 2."""
    done = run(typed, cwd=tmp_path)
    assert done.returncode == 2
    assert f"did you mean {suggested}" in done.stderr


def test_a_solution_is_shown_after_passing_only(tmp_path: Path) -> None:
    """`grade solution` refuses before the exercise is passed, unless forced."""
    refused = run("solution", "relu", cwd=tmp_path)
    assert refused.returncode == 2
    assert "not passed relu yet" in refused.stderr
    forced = run("solution", "relu", "--force", cwd=tmp_path)
    assert forced.stdout == Catalog().get("relu").solution.read_text()
    progress = tmp_path / ".grade" / "relu" / "progress.json"
    write_atomically(progress, b'{"passed": true}')
    assert run("solution", "relu", cwd=tmp_path).returncode == 0


def test_a_hint_needs_a_result(tmp_path: Path) -> None:
    """`grade hint` before any grading says what to do."""
    done = run("hint", "relu", cwd=tmp_path)
    assert done.returncode == 2
    assert "grade it: `grade relu`" in done.stderr


def test_show_prints_lesson_and_checks(tmp_path: Path) -> None:
    """`grade show` names every check with its points."""
    done = run("show", "relu", cwd=tmp_path)
    assert done.returncode == 0
    for check in Catalog().get("relu").checks:
        assert check.name in done.stdout


def test_an_untouched_stub_is_answered_without_tensorflow(tmp_path: Path) -> None:
    """`grade relu` on the stub says "not started" and never imports TensorFlow."""
    run("start", "relu", cwd=tmp_path)
    probe = (
        "import sys; from grader.cli.main import run; code = run(['relu', '--json']);"
        "print([m for m in ('tensorflow', 'numpy') if m in sys.modules], code, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    report = json.loads(done.stdout)
    assert (report["status"], report["score"]) == ("ungradable", 0.0)
    assert "not started" in report["message"].lower()
    assert done.stderr.strip().endswith("1")
    assert "tensorflow" not in done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["list"], ["hint", "relu"], []])
def test_a_command_that_does_not_grade_imports_no_tensorflow(
    arguments: list[str], tmp_path: Path
) -> None:
    """Help, list, hint and overview stay fast: no TensorFlow, NumPy, Jinja or matplotlib."""
    probe = (
        "import sys; from grader.cli.main import run; run(sys.argv[1:]); heavy ="
        "[m for m in ('tensorflow', 'numpy', 'jinja2', 'matplotlib', 'pytest') if m in sys.modules]"
        "; sys.exit(f'HEAVY {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, *arguments], cwd=tmp_path, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert "HEAVY" not in done.stderr


def test_no_exercise_is_named_like_a_command() -> None:
    """Every exercise can be graded by its name."""
    assert set(Catalog().slugs()) & set(grade.commands) == set()


def test_no_exercise_is_named_in_the_engine() -> None:
    """The engine knows exercises as data only."""
    for path in (ROOT / "grader").rglob("*.py"):
        text = path.read_text()
        for slug in Catalog().slugs():
            assert f'"{slug}"' not in text, (path, slug)
            assert f"'{slug}'" not in text, (path, slug)


def test_every_command_and_option_is_documented() -> None:
    """README and docs mention each command and each long option."""
    text = "\n".join(path.read_text() for path in DOCS)
    from grader.cli.grading import run as grading

    for name, command in grade.commands.items():
        assert f"grade {name}" in text, name
        for option in command.params:
            for flag in option.opts:
                assert not flag.startswith("--") or flag in text, flag
    for option in grading.params:
        for flag in option.opts:
            assert not flag.startswith("--") or flag in text, flag


def test_a_student_goes_from_start_to_passed(tmp_path: Path) -> None:
    """Start, wrong answer, hints, right answer, solution: through the real command."""
    toys = {"cwd": tmp_path, "exercises": TOYS}
    assert run("start", "double", **toys).returncode == 0
    wrong = (TOYS / "double" / "mistakes" / "no_bias.py").read_text()
    (tmp_path / "double.py").write_text(wrong)
    failed = run("double", **toys)
    assert failed.returncode == 1
    assert "Add b." in failed.stdout
    assert "hint 1 of 3: Add b." in run("hint", "double", **toys).stdout
    assert "hint 2 of 3: " in run("hint", "double", **toys).stdout
    right = (TOYS.parent / "solutions" / "double.py").read_text()
    (tmp_path / "double.py").write_text(right)
    passed = run("double", "--json", "--student", "ada", "--report", "out", **toys)
    assert passed.returncode == 0
    report = json.loads(passed.stdout)
    assert (report["schema_version"], report["status"], report["student"]) == (1, "passed", "ada")
    assert json.loads((tmp_path / "out" / "report.json").read_text()) == report
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "report.html", "report.json", "report.md",
    }  # fmt: skip
    assert run("solution", "double", **toys).stdout == right
    assert "All exercises passed." in run(**toys).stdout


def test_a_broken_exercise_is_the_graders_fault(tmp_path: Path) -> None:
    """A broken exercise.toml exits with 3 and names file and key."""
    folder = tmp_path / "exercises" / "broken"
    folder.mkdir(parents=True)
    (folder / "exercise.toml").write_text('title = "x"\nsurprise = 1\n')
    done = run("broken", cwd=tmp_path, exercises=tmp_path / "exercises")
    assert done.returncode == 3
    assert "exercise.toml" in done.stderr


def test_data_shows_which_mnist_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`grade data` checks every place, and fails for one that has damaged data or none."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.delenv("MNIST_DIR", raising=False)
    sound = run("data", cwd=tmp_path)
    assert (sound.returncode, "Used: the package." in sound.stdout) == (0, True)
    assert "6,000 and 1,000 images, checksums right" in sound.stdout
    monkeypatch.setenv("MNIST_DIR", str(tmp_path))
    missing = run("data", cwd=tmp_path)
    assert (missing.returncode, f"no MNIST at {tmp_path}" in missing.stdout) == (1, True)
    assert "train-images-idx3-ubyte" in missing.stdout
    (tmp_path / "mnist.npz").write_bytes(b"PK")
    damaged = run("data", ".", cwd=tmp_path)
    assert (damaged.returncode, "Used: the folder." in damaged.stdout) == (1, True)
    assert "mnist.npz: the archive is damaged" in damaged.stdout


def test_start_and_reset_put_given_files_beside_the_script(tmp_path: Path) -> None:
    """What an exercise gives lies beside the stub; `grade start` overwrites nothing."""
    exercise = next(one for one in Catalog().all() if one.files)
    for file in exercise.files:
        (tmp_path / file.name).write_bytes(b"mine")
    run("start", exercise.slug, cwd=tmp_path)
    assert {(tmp_path / file.name).read_bytes() for file in exercise.files} == {b"mine"}
    run("reset", exercise.slug, cwd=tmp_path)
    for file in exercise.files:
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()


def test_a_question_that_nobody_can_answer_is_an_error(tmp_path: Path) -> None:
    """In a job, without a terminal, it is said what is missing and where to look."""
    done = subprocess.run(
        [str(GRADE), "new", "twice"], cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, check=False, env={**os.environ, "GRADE_EXERCISES": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 2
    assert "nobody to answer" in done.stderr
    assert list(tmp_path.iterdir()) == []
