"""`grade batch` and `grade regrade` through the real command."""

import csv
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RELU = ROOT / "exercises" / "relu"
pytestmark = pytest.mark.slow


def _grade(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "grader", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
    )


def _hand_in(folder: Path, student: str, source: Path) -> None:
    (folder / student).mkdir(parents=True, exist_ok=True)
    shutil.copy(source, folder / student / "relu.py")


def _rows(out: Path) -> dict[str, tuple[str, str]]:
    with (out / "gradebook.csv").open() as file:
        return {row["student"]: (row["status"], row["score"]) for row in csv.DictReader(file)}


def _tree(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and not path.name.startswith(("gradebook.sqlite", "timing.html"))
    }


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory) -> Path:
    """Return submissions of seven students: right, wrong, broken, hostile."""
    folder = tmp_path_factory.mktemp("class")
    _hand_in(folder, "anna", ROOT / "solutions" / "relu.py")
    _hand_in(folder, "ben", RELU / "mistakes" / "no_relu.py")
    _hand_in(folder, "carl", RELU / "relu.py")
    _hand_in(folder, "dora", ROOT / "tests/submissions/hostile/kills_itself.py")
    _hand_in(folder, "=cmd", ROOT / "solutions" / "relu.py")
    for student, text in (("eve", "x = (\n"), ("fred", "raise ValueError('::error::')\n")):
        (folder / student).mkdir()
        (folder / student / "relu.py").write_text(text)
    return folder


@pytest.fixture
def two(tmp_path) -> Path:
    """Return submissions of two students, one of them right."""
    folder = tmp_path / "two"
    _hand_in(folder, "anna", ROOT / "solutions" / "relu.py")
    _hand_in(folder, "carl", RELU / "relu.py")
    return folder


WANTED = {
    "anna": ("passed", "10"),
    "ben": ("failed", "3"),
    "carl": ("ungradable", "0"),
    "dora": ("killed", "0"),
    "eve": ("ungradable", "0"),
    "fred": ("error", "0"),
    "'=cmd": ("passed", "10"),
}


@pytest.fixture(scope="module")
def graded(class_folder, tmp_path_factory) -> Path:
    """Return the output of one unbroken run over the class."""
    out = tmp_path_factory.mktemp("graded") / "out"
    done = _grade("batch", class_folder, "--out", out, GRADE_COURSE_KEY="key")
    assert done.returncode == 0, done.stderr
    return out


def test_every_submission_gets_its_verdict(graded):
    """Right, wrong, broken and hostile ones stand in the gradebook; none stops the rest."""
    assert _rows(graded) == WANTED


@pytest.mark.long
def test_spawned_processes_give_the_same_verdicts(class_folder, tmp_path):
    """The gradebook of the class is the same when no child is forked."""
    out, options = tmp_path / "out", ("--workers", "spawn", "--confinement", "none")
    done = _grade("batch", class_folder, "--out", out, *options, GRADE_COURSE_KEY="key")
    assert done.returncode == 0, done.stderr
    assert _rows(out) == WANTED


def test_every_submission_has_a_page(graded):
    """Page and JSON lie in the student's folder; the class page links to each."""
    index = (graded / "index.html").read_text()
    for student in ("anna", "ben", "carl", "dora", "eve", "fred"):
        assert (graded / "results" / student / "relu.json").is_file()
        assert f'href="results/{student}/relu.html"' in index


def test_a_second_run_grades_nothing_again(class_folder, graded):
    """Unchanged submissions are skipped; the output stays as it is."""
    before = _tree(graded)
    done = _grade("batch", class_folder, "--out", graded, GRADE_COURSE_KEY="key")
    assert "7 unchanged" in done.stdout
    assert _tree(graded) == before


def test_a_changed_file_is_graded_again(class_folder, graded, tmp_path):
    """Only the changed submission is graded; the others stay."""
    folder, out = tmp_path / "class", tmp_path / "out"
    shutil.copytree(class_folder, folder)
    shutil.copytree(graded, out)
    shutil.copy(ROOT / "solutions" / "relu.py", folder / "ben" / "relu.py")
    done = _grade("batch", folder, "--out", out, GRADE_COURSE_KEY="key")
    assert "6 unchanged" in done.stdout
    assert _rows(out) == {**WANTED, "ben": ("passed", "10")}


def test_killed_runs_leave_the_same_output(class_folder, graded, tmp_path):
    """Killed with -9 at random moments and run again, the output is that of an unbroken run.

    What the instructor decided in between holds, and a killed run takes nothing of it away.
    """
    out = tmp_path / "out"
    command = [sys.executable, "-m", "grader", "batch", str(class_folder), "--out", str(out)]
    environment = {**os.environ, "GRADE_COURSE_KEY": "key"}

    def kill(*options: str) -> None:
        with subprocess.Popen(
            [*command, *options], env=environment, stderr=subprocess.DEVNULL
        ) as run:
            time.sleep(random.uniform(1.0, 6.0))
            run.send_signal(signal.SIGKILL)

    kill()
    done = _grade("batch", class_folder, "--out", out, GRADE_COURSE_KEY="key")
    assert done.returncode == 0, done.stderr
    assert _tree(out) == _tree(graded)
    reason = ("--reason", "Explained in class.")
    assert _grade("override", out, "ben", "relu", 9.5, *reason).returncode == 0
    assert _grade("excuse", out, "relu", "--check", "table", *reason).returncode == 0
    before = _tree(out)
    kill("--regrade")
    done = _grade("batch", class_folder, "--out", out, GRADE_COURSE_KEY="key")
    assert done.returncode == 0, done.stderr
    assert _tree(out) == before
    wanted = {"anna": ("passed", "10"), "ben": ("failed", "9.5"), "carl": ("ungradable", "2")}
    assert _rows(out).items() >= wanted.items()


@pytest.fixture
def regradable(graded, tmp_path, monkeypatch) -> tuple[Path, Path]:
    """Return a copy of the output and exercises in which one check has lost its points."""
    out, exercises = tmp_path / "out", tmp_path / "exercises"
    shutil.copytree(graded, out)
    shutil.copytree(RELU, exercises / "relu")
    test_file = exercises / "relu" / "test_relu.py"
    text = test_file.read_text()
    assert "points=2" in text
    test_file.write_text(text.replace("points=2", "points=1", 1))
    return out, exercises


def test_regrading_tells_before_it_changes(regradable):
    """`--diff` lists whose score would change and changes nothing; then, accepted, it counts."""
    out, exercises = regradable
    settings = {"GRADE_COURSE_KEY": "key", "GRADE_EXERCISES": str(exercises)}
    before = _tree(out)
    done = _grade("regrade", out, "--diff", **settings)
    assert "anna/relu: 10 passed → 9 passed" in done.stdout, done.stderr
    assert _tree(out) == before
    done = _grade("regrade", out, "--yes", **settings)
    assert done.returncode == 0, done.stderr
    assert _rows(out)["anna"] == ("passed", "9")


@pytest.mark.long
def test_a_regrading_after_a_look_at_the_differences(graded, tmp_path):
    """`--diff`, then one exercise alone, then after another exercise is gone: each works."""
    out, exercises, folder = tmp_path / "out", tmp_path / "exercises", tmp_path / "class"
    for slug in ("relu", "dropout"):
        shutil.copytree(ROOT / "exercises" / slug, exercises / slug)
        (folder / "anna").mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "solutions" / f"{slug}.py", folder / "anna")
    settings = {"GRADE_COURSE_KEY": "key", "GRADE_EXERCISES": str(exercises)}
    assert _grade("batch", folder, "--out", out, **settings).returncode == 0
    for slug in ("relu", "dropout"):
        test_file = exercises / slug / f"test_{slug}.py"
        test_file.write_text(test_file.read_text().replace("points=2", "points=1", 1))
    done = _grade("regrade", out, "--diff", **settings)
    assert "2 results of 2 would change" in done.stdout, done.stderr
    done = _grade("regrade", out, "--exercise", "relu", "--yes", **settings)
    assert "1 result of 1 would change" in done.stdout, done.stderr
    shutil.rmtree(exercises / "dropout")
    done = _grade("regrade", out, "--yes", **settings)
    assert done.returncode == 0, done.stderr
    assert "dropout (1 result)" in done.stderr
    assert _rows(out) == {"anna": ("passed", "9")}


def test_faults_of_the_grader_are_listed(two, tmp_path):
    """A broken exercise costs nobody a point: exit 3, no score, graded once it is fixed."""
    exercises, out = tmp_path / "exercises", tmp_path / "out"
    shutil.copytree(RELU, exercises / "relu")
    test_file = exercises / "relu" / "test_relu.py"
    whole = test_file.read_text()
    test_file.write_text(f"raise RuntimeError('broken')\n{whole}")
    settings = {"GRADE_COURSE_KEY": "key", "GRADE_EXERCISES": str(exercises)}
    done = _grade("batch", two, "--out", out, **settings)
    assert done.returncode == 3
    assert "1 submission could not be graded; no points are lost" in done.stderr
    assert "anna/relu.py: the checks cannot be imported: RuntimeError: broken" in done.stderr
    assert _rows(out)["anna"] == ("grader_fault", "")
    test_file.write_text(whole)
    done = _grade("batch", two, "--out", out, **settings)
    assert done.returncode == 0, done.stderr
    assert _rows(out) == {student: WANTED[student] for student in ("anna", "carl")}


def test_late_work(class_folder, graded, tmp_path):
    """With a course file, raw and final points stand in gradebook and report; nothing is rerun."""
    out, course = tmp_path / "out", tmp_path / "course.toml"
    shutil.copytree(graded, out)
    course.write_text("[late]\nper_day = 0.5\ncap = 0.5\n[due]\nrelu = 2001-01-01T00:00:00\n")
    done = _grade("batch", class_folder, "--out", out, "--course", course, GRADE_COURSE_KEY="key")
    assert "7 unchanged" in done.stdout, done.stderr
    with (out / "gradebook.csv").open() as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert (rows["anna"]["score"], rows["anna"]["raw_score"]) == ("5", "10")
    page = (out / "results" / "anna" / "relu.html").read_text()
    assert "of the 10 points reached, 50 % are lost and 5 count" in page


def test_less_than_strong_confinement_is_refused(two, tmp_path):
    """Where Landlock is missing nothing is run, unless that is accepted on the command line."""
    out = tmp_path / "out"
    done = _grade("batch", two, "--out", out, GRADE_MASK="landlock")
    assert done.returncode == 3
    assert "--confinement basic" in done.stderr
    assert not (out / "results").exists()
    done = _grade("batch", two, "--out", out, "--confinement", "basic", GRADE_MASK="landlock")
    assert done.returncode == 0, done.stderr
    assert len(_rows(out)) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["batch", "nowhere", "--out", "out"], "no folder or archive"),
        (["batch", "class", "--out", "out", "--exercise", "rellu"], "did you mean relu?"),
        (["regrade", "nowhere"], "holds no gradebook.sqlite"),
        (["batch", ".", "--out", "out", "--jobs", "0"], "--jobs"),
        (["batch", "."], "--out"),
        (["batch", "class", "--out", "out"], "no submission was found"),
        (["batch", ".", "--out", "out"], "among what was handed in"),
        (["batch", ".", "--list", "--layout", "canvs"], "did you mean canvas?"),
        (["batch", ".", "--list", "--layout-regex", "("], "--layout-regex"),
        (["batch", ".", "--list", "--layout-regex", "(?P<who>.*)"], "no group 'who'"),
        (["batch", ".", "--list", "--layout-regex", ".*"], "names no student"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_wrong_usage(tmp_path, monkeypatch, arguments, told):
    """What cannot be carried out is told, with exit code 2."""
    (tmp_path / "class").mkdir()
    monkeypatch.chdir(tmp_path)
    done = _grade(*arguments, PYTHONPATH=str(ROOT))
    assert done.returncode == 2
    assert told in done.stderr
