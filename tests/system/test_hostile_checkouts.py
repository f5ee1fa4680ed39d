"""Hostile checkouts in the three ways of CI: nothing planted runs, and the grade is the answer's.

The commands are those of the files that a course includes: action.yml, ci/gitlab.yml and the
scripts in Gradescope's zip. Packages are not installed anew: the tests' own stand in a folder with
the key that install.sh looks for, as a cache of an earlier run does.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from system.hostile_checkouts import KINDS, Checkout, Kind

from grader.catalog import Catalog, Exercise
from grader.cli.main import run

ROOT = Path(__file__).parents[2]
KEY = "a-course-key-nobody-knows"
PACKAGES = ("bin", "lib", "lib64", "pyvenv.cfg")
FAKE_PYTHON = """#!/bin/bash
# Answers like Python, but installs nothing: the packages are those that there are.
case "$*" in
    "-I -m venv "*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
    "-I -m pip "*) ;;
    *) exec "{real}" "$@" ;;
esac
"""

pytestmark = pytest.mark.slow


@dataclass
class Job:
    """A job of a CI system: a checkout, a place beside it, and what came out."""

    place: Path
    checkout: Checkout
    output: str = ""
    code: int = 0
    score: float = -1.0
    message: str = ""

    def shell(self, script: str, variables: Mapping[str, str]) -> None:
        """Run a script in the checkout as a runner does, with the variables of the job alone."""
        base = {
            "PATH": os.environ["PATH"], "HOME": str(self.place / "home"), "LANG": "C.UTF-8",
            "TMPDIR": str(self.place / "tmp"), "CI": "true",
        }  # fmt: skip
        done = subprocess.run(
            ["/bin/bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.checkout.folder, env={**base, **variables}, text=True, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        self.output += done.stdout
        self.code = done.returncode


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with what a job clones of ours."""
    folder = tmp_path_factory.mktemp("source")
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("ci", "grader", "exercises", "solutions", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    for name in ("constraints.txt", "pyproject.toml", "action.yml"):
        shutil.copy(ROOT / name, folder / name)
    git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@example.invalid"]
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "all"]):
        subprocess.run([*git, *command], check=True)
    return folder


@pytest.fixture(scope="module")
def packages(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of packages as install.sh leaves it: these, with its key."""
    folder = tmp_path_factory.mktemp("packages") / "packages"
    folder.mkdir()
    for name in PACKAGES:
        if (Path(sys.prefix) / name).exists():
            (folder / name).symlink_to(Path(sys.prefix) / name)
    key = subprocess.run(
        [str(source / "ci" / "key.sh")], env={**os.environ, "PYTHON": sys.executable},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    (folder / "key").write_text(key.stdout)
    return folder


@pytest.fixture(scope="module")
def relu() -> Exercise:
    """Return the exercise that the students hand in."""
    return Catalog().get("relu")


@pytest.fixture
def job(tmp_path: Path, relu: Exercise) -> Job:
    """Return a job whose checkout holds a wrong answer and nothing else yet."""
    folder = tmp_path / "builds" / "checkout"
    folder.mkdir(parents=True)
    for name in ("home", "tmp"):
        (tmp_path / name).mkdir()
    shutil.copy(relu.folder / "mistakes" / "no_relu.py", folder / "relu.py")
    return Job(tmp_path, Checkout(folder, tmp_path / "canary"))


@pytest.fixture(scope="module")
def deserved(relu: Exercise, grader: Any) -> float:
    """Return the points of the wrong answer, graded where nobody means harm."""
    answer = relu.folder / "mistakes" / "no_relu.py"
    score: float = grader.grade_file(relu, answer, "student").score
    assert 0 < score < relu.max_score
    return score


def github(job: Job, source: Path, packages: Path, variables: Mapping[str, str]) -> None:
    """Run the action's steps one after another, as far as they succeed."""
    action = yaml.safe_load((source / "action.yml").read_text())
    inputs = {name: str(one.get("default", "")) for name, one in action["inputs"].items()}
    inputs |= {"exercise": "relu", "student": "student", "course-key": KEY}
    inputs["folder"] = variables.get("GRADE_FOLDER", inputs["folder"])
    cache = job.place / "home" / ".cache" / "graphgrade"
    cache.parent.mkdir()
    cache.symlink_to(packages)
    said = job.place / "outputs"
    common = {
        **variables, "GITHUB_ACTION_PATH": str(source), "GITHUB_OUTPUT": str(said),
        "GITHUB_STEP_SUMMARY": str(job.place / "summary.md"),
        "GITHUB_WORKSPACE": str(job.checkout.folder),
    }  # fmt: skip
    for step in action["runs"]["steps"]:
        if "run" not in step:
            continue
        given = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: inputs[found[1]], value)
            for name, value in step.get("env", {}).items()
        }
        if "PYTHON" in given:  # what setup-python put first on the PATH
            given["PYTHON"] = sys.executable
        job.shell(step["run"], {**common, **given})
        if job.code:
            break
    outputs = dict(line.split("=", 1) for line in said.read_text().splitlines())
    job.score = float(outputs.get("score", -1))
    if "folder" in outputs:
        job.message = (Path(outputs["folder"]) / "results/student/relu.json").read_text()


def gitlab(job: Job, source: Path, packages: Path, variables: Mapping[str, str]) -> None:
    """Run the template's job: all its commands in one shell; then look into its artifact."""
    template = yaml.safe_load((source / "ci" / "gitlab.yml").read_text())[".graphgrade"]
    commands = [*template["before_script"], *template["script"]]
    settings = {
        **template["variables"], "GRADE_STUDENT": "student", "GRADE_EXERCISE": "relu",
        "GRADE_SOURCE": source.as_uri(), "GRADE_VENV": str(packages), "PYTHON": sys.executable,
        "GRADE_COURSE_KEY": KEY, "CI_PROJECT_DIR": str(job.checkout.folder),
    }  # fmt: skip
    job.shell("\n".join(commands), {**settings, **variables})
    (artifact,) = template["artifacts"]["paths"]
    published = job.checkout.folder / artifact
    assert not published.is_symlink()
    assert not list(published.glob("gradebook.sqlite*"))
    if published.is_dir():
        job.message = (published / "results/student/relu.json").read_text()
        job.score = float(json.loads(job.message)["score"])


def gradescope(job: Job, source: Path, packages: Path, variables: Mapping[str, str]) -> None:
    """Make the zip, build with setup.sh, then run run_autograder on the checkout's files."""
    root = job.place / "autograder"
    assert run(["autograder", "relu", "--output", str(job.place / "autograder.zip")]) == 0
    with zipfile.ZipFile(job.place / "autograder.zip") as archive:
        archive.extractall(root / "source")
    fake = job.place / "system" / "python3.13"
    fake.parent.mkdir()
    fake.write_text(FAKE_PYTHON.format(real=sys.executable))
    fake.chmod(0o755)
    (root / "submission").symlink_to(job.checkout.folder)
    (root / "submission_metadata.json").write_text('{"users": [{"email": "student"}]}')
    path = f"{fake.parent}:{os.environ['PATH']}"
    settings = {**variables, "AUTOGRADER_ROOT": str(root), "PATH": path}
    job.shell(f"bash {root}/source/setup.sh", settings)
    assert job.code == 0, job.output
    job.shell(f"bash {root}/source/run_autograder", {**settings, "GRADE_COURSE_KEY": KEY})
    assert job.code == 0, job.output
    results = json.loads((root / "results" / "results.json").read_text())
    job.score, job.message = float(results["score"]), json.dumps(results)


Way = Callable[[Job, Path, Path, Mapping[str, str]], None]
WAYS: tuple[Way, ...] = (github, gitlab, gradescope)
# What is the same in all of them is tried in the first at once.
SOME = [pytest.param(way, marks=pytest.mark.long if way in WAYS[1:] else []) for way in WAYS]


def assert_nothing_ran(job: Job) -> None:
    """Assert that no planted code ran and that the key is nowhere to be read."""
    assert not job.checkout.canary.exists(), job.checkout.canary.read_text()
    assert KEY not in job.output
    for folder, _, names in os.walk(job.place):
        for name in names:
            path = Path(folder, name)
            if path.is_file():
                assert KEY.encode() not in path.read_bytes(), path


def named(kind: Kind, job: Job) -> dict[str, str]:
    """Return a kind's variables for this checkout."""
    values = {"checkout": job.checkout.folder}
    return {name: value.format(**values) for name, value in kind.variables.items()}


def planted(kinds: Sequence[Kind], job: Job) -> dict[str, str]:
    """Plant what is of these kinds; return the variables that a job gets with it."""
    variables: dict[str, str] = {}
    for kind in kinds:
        kind.plant(job.checkout)
        variables |= named(kind, job)
    return variables


def with_programs(job: Job) -> str:
    """Return a search path for programs that has places of the checkout in it."""
    return f"{os.environ['PATH']}:.:{job.checkout.folder}/bin::{job.checkout.folder}"


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_is_planted_has_no_effect_in_the_action(
    kind: Kind, job: Job, source: Path, packages: Path, deserved: float
) -> None:
    """A wrong answer gets its points whatever lies beside it, and no file beside it is run."""
    variables = planted([kind], job)
    if kind.name == "programs":
        variables["PATH"] = with_programs(job)
    github(job, source, packages, variables)
    assert_nothing_ran(job)
    assert (job.code, job.score) == (1, deserved), job.output


@pytest.mark.parametrize("way", SOME, ids=lambda way: way.__name__)
def test_all_that_is_planted_has_no_effect(
    way: Way, job: Job, source: Path, packages: Path, deserved: float
) -> None:
    """All of it in one checkout, under all the variables: the same points, and nothing is run."""
    variables = planted(KINDS, job)
    if way is github:
        variables["PATH"] = with_programs(job)
    way(job, source, packages, variables)
    assert_nothing_ran(job)
    assert job.score == deserved, job.output


@pytest.mark.parametrize("way", SOME, ids=lambda way: way.__name__)
def test_an_answer_that_is_a_link_is_refused(
    way: Way, job: Job, source: Path, packages: Path, relu: Exercise
) -> None:
    """A link to the solution has no points, though it could be read."""
    answer = job.checkout.folder / "relu.py"
    answer.unlink()
    answer.symlink_to(relu.solution)
    way(job, source, packages, {})
    assert_nothing_ran(job)
    assert job.score == 0, job.output
    assert "relu.py is a link, not a file" in job.message


@pytest.mark.parametrize("way", WAYS[:2], ids=lambda way: way.__name__)
@pytest.mark.parametrize("inside", [False, True], ids=["leads out", "stays inside"])
def test_a_folder_that_is_a_link_is_refused(
    way: Way, inside: bool, job: Job, source: Path, packages: Path, relu: Exercise
) -> None:
    """Neither a folder of the checkout nor one of the machine is graded in another's place."""
    target = job.checkout.folder / "real" if inside else job.place / "elsewhere"
    target.mkdir()
    shutil.copy(relu.solution, target / "relu.py")
    (job.checkout.folder / "work").symlink_to(target)
    (job.place / "outputs").write_text("")
    way(job, source, packages, {"GRADE_FOLDER": "work"})
    assert job.code == 2
    assert "work is a link, not a file" in job.output
    assert job.score == -1


def test_results_never_go_through_a_link(
    job: Job, source: Path, packages: Path, deserved: float
) -> None:
    """A committed link where results are published is removed, not followed."""
    kept = job.place / "kept"
    kept.mkdir()
    (kept / "file").write_text("precious")
    (job.checkout.folder / "graded").symlink_to(kept)
    gitlab(job, source, packages, {})
    assert [path.name for path in kept.iterdir()] == ["file"]
    assert job.score == deserved


@pytest.mark.parametrize("start", ["module", "program"])
@pytest.mark.parametrize("path", [None, "", ".", ":{checkout}"], ids=str)
def test_a_students_modules_do_not_break_the_command(
    start: str, path: str | None, job: Job
) -> None:
    """In a folder with `random.py` and the like, the command answers as ever."""
    for name in ("hashlib", "random", "json", "click", "msgspec", "numpy", "tempfile", "secrets"):
        job.checkout.python(f"{name}.py")
    program = job.place / "grade"  # as pip writes it
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    module, _, function = project["scripts"]["grade"].partition(":")
    program.write_text(f"import sys\nfrom {module} import {function}\nsys.exit({function}())\n")
    command = ["-m", "grader"] if start == "module" else [str(program)]
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if path is not None:
        variables["PYTHONPATH"] = path.format(checkout=job.checkout.folder)
    done = subprocess.run(
        [sys.executable, *command, "list"], cwd=job.checkout.folder, env=variables,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "relu" in done.stdout
    assert not job.checkout.canary.exists()
