"""Action, GitLab template, image and their scripts: safe to include, and they grade."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from grader.catalog import Catalog

ROOT = Path(__file__).parents[2]
SCRIPTS = [ROOT / "ci" / name for name in ("key.sh", "install.sh", "grade.sh")]
FILES = [
    ROOT / "action.yml", ROOT / "Dockerfile", ROOT / ".dockerignore",
    *sorted((ROOT / "ci").iterdir()), *sorted((ROOT / "templates" / "gradescope").iterdir()),
]  # fmt: skip
FAKE_PYTHON = """#!/usr/bin/env bash
# Answers like Python where it matters to install.sh, and writes down what pip was asked, and with
# which environment.
case "$*" in
    "-I -m venv "*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
    "-I -m pip "*) echo "$*" >>"{log}"; env >"{log}.environment"; pwd >>"{log}.environment" ;;
    *) exec "{real}" "$@" ;;
esac
"""


def steps() -> list[dict[str, Any]]:
    """Return the action's steps."""
    found: list[dict[str, Any]] = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    return found


def test_the_actions_steps_call_scripts_that_are_there() -> None:
    """Every step that runs something names its shell and runs an executable script of ours."""
    called = []
    for step in steps():
        if "run" in step:
            assert step["shell"] == "bash"
            called += re.findall(r"\$GITHUB_ACTION_PATH/(ci/\S+\.sh)", step["run"])
    assert called == ["ci/key.sh", "ci/install.sh", "ci/grade.sh"]
    assert len(SCRIPTS) == len(called)
    for path in SCRIPTS:
        assert path.stat().st_mode & stat.S_IXUSR
        assert subprocess.run(["bash", "-n", str(path)], check=False).returncode == 0


def test_no_input_is_pasted_into_a_command() -> None:
    """Inputs reach scripts as variables: `${{ … }}` in a command would let them be commands."""
    for step in steps():
        assert "${{" not in step.get("run", "")
    script = (ROOT / "ci" / "grade.sh").read_text()
    read = set(re.findall(r"\$\{?(GRADE_[A-Z_]+)", script))
    given = set(steps()[-1]["env"]) | {"GRADE_VENV", "GRADE_PUBLISH", "GRADE_EXERCISES"}
    assert read <= given


def test_every_output_of_the_action_is_made(tmp_path: Path) -> None:
    """The action promises the outputs that the format writes, no others."""
    from grader.export import find_format
    from grader.export.github import build

    assert "outputs.txt" in find_format("github").files
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    source = Path(str(build.__code__.co_filename)).read_text()
    writers = source + (ROOT / "grader" / "cli" / "ci.py").read_text()
    for name, output in action["outputs"].items():
        assert f'"{name}":' in writers or f'"{name}=' in writers
        assert output["value"] == f"${{{{ steps.grade.outputs.{name} }}}}"


def test_the_gitlab_template_uses_the_same_scripts() -> None:
    """Install, grade, and artifacts that the script writes; the journal is not among them."""
    job = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text())[".graphgrade"]
    commands = [*job["before_script"], *job["script"]]
    called = [re.search(r"ci/\w+\.sh", command) for command in commands]
    assert [found[0] for found in called if found] == ["ci/install.sh", "ci/grade.sh"]
    assert job["artifacts"]["paths"] == [job["variables"]["GRADE_PUBLISH"]]
    assert "cache" not in job  # GitLab keeps caches in the checkout, where a student may put one
    assert set(job["artifacts"]["reports"]) == {"junit", "codequality"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_machine_and_no_registry_is_named(path: Path) -> None:
    """Files for other machines hold no path of this one and no package registry's host."""
    text = path.read_text()
    assert str(ROOT) not in text
    assert not re.search(r"/home/|/root/|/Users/|pypi|pythonhosted|docker\.io|ghcr|https?://", text)


def test_the_image_does_not_run_as_root() -> None:
    """The last user of the last stage is not root; the command is the entry point."""
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    last = lines[max(at for at, line in enumerate(lines) if line.startswith("FROM")) :]
    assert [line for line in last if line.startswith("USER")] == ["USER grade"]
    assert 'ENTRYPOINT ["grade"]' in last
    assert ".git" in (ROOT / ".dockerignore").read_text().splitlines()


def test_requirements_are_the_projects_in_pinned_versions() -> None:
    """Every direct dependency is installed in the version of constraints.txt."""
    script = [sys.executable, str(ROOT / "ci" / "requirements.py")]
    lines = subprocess.run(script, capture_output=True, text=True, check=True).stdout.splitlines()
    pins = {line.lower() for line in (ROOT / "constraints.txt").read_text().splitlines()}
    for line in lines:
        assert line.replace("tensorflow-cpu", "tensorflow") in pins


def test_packages_are_installed_once(tmp_path: Path) -> None:
    """A second run finds the packages of the first; another key installs again."""
    fake = tmp_path / "python"
    log, venv = tmp_path / "pip.log", tmp_path / "cache" / "venv"
    fake.write_text(FAKE_PYTHON.format(log=log, real=sys.executable))
    fake.chmod(0o755)
    (tmp_path / "checkout").mkdir()
    venv.parent.mkdir()
    environment = {
        **os.environ,
        "PYTHON": str(fake), "GRADE_VENV": str(venv), "GRADE_COURSE_KEY": "sesame",
        "PYTHONPATH": ".", "PIP_CONFIG_FILE": "pip.conf", "NETRC": ".netrc",
    }  # fmt: skip
    command = [str(SCRIPTS[1])]
    where = tmp_path / "checkout"
    for _ in range(2):
        subprocess.run(command, cwd=where, env=environment, check=True, capture_output=True)
    (asked,) = log.read_text().splitlines()
    assert "--constraint" in asked
    *pips, folder = Path(f"{log}.environment").read_text().splitlines()
    assert folder == "/"
    assert not [line for line in pips if "sesame" in line or str(where) in line]
    names = {line.partition("=")[0] for line in pips}
    assert not names & {"PYTHONPATH", "PIP_CONFIG_FILE", "NETRC", "GRADE_COURSE_KEY"}
    assert (venv / "requirements.txt").exists()
    (venv / "key").write_text("another\n")
    subprocess.run(command, cwd=where, env=environment, check=True, capture_output=True)
    assert len(log.read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"GRADE_VENV": ""}, "GRADE_VENV, the folder for the packages, is not set"),
        ({"GRADE_VENV": "packages"}, "not an absolute path outside the checkout"),
        ({"GRADE_VENV": "{checkout}/packages"}, "not an absolute path outside the checkout"),
        ({"GRADE_VENV": "{checkout}/out/packages"}, "not an absolute path outside the checkout"),
        ({"GRADE_VENV": "/x", "PYTHON": "{checkout}/python"}, "lies in the checkout"),
    ],
    ids=["unset", "relative", "inside", "by a link", "interpreter"],
)
def test_packages_of_the_checkout_are_refused(
    settings: dict[str, str], told: str, tmp_path: Path
) -> None:
    """Neither interpreter nor packages may be a student's; exit code 2."""
    (tmp_path / "out").symlink_to(tmp_path.parent)
    values = {name: value.format(checkout=tmp_path) for name, value in settings.items()}
    done = subprocess.run(
        [str(SCRIPTS[1])], cwd=tmp_path, env={**os.environ, **values},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert told in done.stderr


def grade(checkout: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run grade.sh in a checkout, as a job with nothing in its environment does."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(checkout.parent),
        "TMPDIR": str(checkout.parent),
        "LANG": "C.UTF-8",
        "CI": "true",
        "GITHUB_STEP_SUMMARY": str(checkout.parent / "summary.md"),
        "GITHUB_OUTPUT": str(checkout.parent / "outputs.txt"),
        "GITHUB_WORKSPACE": str(checkout),
        "GRADE_VENV": sys.prefix,
        "GRADE_OUT": str(checkout.parent / "graded"),
        "GRADE_FORMAT": "github",
        **settings,
    }
    return subprocess.run(
        [str(SCRIPTS[2])], cwd=checkout, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a clean checkout with a class of three: right, wrong, and one that does not parse."""
    relu = Catalog().get("relu")
    answers = {
        "ada": relu.solution.read_bytes(),
        "bob": (relu.folder / "mistakes" / "no_relu.py").read_bytes(),
        "eve": b"print('::error::owned')\nx = (\n",
    }
    for student, answer in answers.items():
        path = tmp_path / "checkout" / "class" / student / "relu.py"
        path.parent.mkdir(parents=True)
        path.write_bytes(answer)
    return tmp_path / "checkout"


@pytest.mark.slow
def test_three_submissions_are_graded_in_a_clean_folder(checkout: Path) -> None:
    """The job summary lists all three, annotations name their lines, JUnit and outputs agree."""
    done = grade(checkout, GRADE_EXERCISE="relu", GRADE_FOLDER="./class")
    assert done.returncode == 1, done.stderr
    summary = (checkout.parent / "summary.md").read_text()
    assert "# 1 of 3 passed" in summary
    assert "| ✓ passed | ada |" in summary
    assert "What most likely went wrong" in summary
    outputs = dict(
        line.split("=") for line in (checkout.parent / "outputs.txt").read_text().splitlines()
    )
    assert (outputs["passed"], outputs["reports"]) == ("false", "3")
    annotations = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert "::notice title=graphgrade::1 of 3 passed" in annotations
    assert any("file=class/eve/relu.py,line=2," in line for line in annotations)
    assert any("file=class/bob/relu.py,line=1," in line for line in annotations)
    suites = ElementTree.parse(checkout.parent / "graded" / "junit.xml").getroot()  # noqa: S314
    assert {suite.attrib["name"] for suite in suites} == {"ada/relu", "bob/relu", "eve/relu"}
    assert (checkout.parent / "graded" / "index.html").exists()


@pytest.mark.slow
def test_a_students_own_repository_is_graded(checkout: Path) -> None:
    """The right answer at the top passes, whatever else lies in folders; GitLab gets its files.

    A second exercise that is not there is exit code 2, however the first one ended.
    """
    (checkout / "relu.py").write_bytes((checkout / "class" / "ada" / "relu.py").read_bytes())
    names = "relu dropout"
    done = grade(checkout, GRADE_EXERCISE=names, GRADE_STUDENT="ada", GRADE_FORMAT="gitlab")
    assert done.returncode == 2, done.stderr
    assert "there is no dropout.py" in done.stderr
    assert (checkout.parent / "graded" / "gl-code-quality-report.json").read_text() == "[]\n"
    assert (checkout.parent / "graded" / "junit.xml").exists()
    assert not (checkout.parent / "summary.md").exists()


@pytest.mark.parametrize(
    ("settings", "code", "told"),
    [
        ({"GRADE_EXERCISE": "dropout"}, 2, "there is no dropout.py in class"),
        ({"GRADE_EXERCISE": ""}, 2, "names the exercises to grade"),
        ({}, 2, "names the exercises to grade"),
        ({"GRADE_EXERCISE": "rellu"}, 2, "did you mean relu?"),
        ({"GRADE_EXERCISE": "relu", "GRADE_FORMAT": ""}, 2, "GRADE_FORMAT is github or gitlab"),
        ({"GRADE_EXERCISE": "relu", "GRADE_FORMAT": "jenkins"}, 2, "--format"),
        ({"GRADE_EXERCISE": "relu", "GRADE_VENV": ""}, 2, "GRADE_VENV, the folder"),
        ({"GRADE_EXERCISE": "relu", "GRADE_VENV": "/nowhere"}, 2, "run ci/install.sh"),
        ({"GRADE_EXERCISE": "relu", "GRADE_OUT": "class"}, 2, "is there already"),
        ({"GRADE_EXERCISE": "relu", "GRADE_OUT": "link/x"}, 2, "is a link, or lies behind one"),
        ({"GRADE_EXERCISE": "relu", "GRADE_OUT": "", "TMPDIR": "/nowhere"}, 2, "set GRADE_OUT"),
        ({"GRADE_EXERCISE": "relu", "GRADE_FOLDER": "link"}, 2, "is a link"),
        ({"GRADE_EXERCISE": "relu", "GRADE_FOLDER": "nowhere"}, 2, "nowhere cannot be read"),
        ({"GRADE_EXERCISE": "relu", "GRADE_FOLDER": "../other"}, 2, "not in the checkout"),
        ({"GRADE_EXERCISE": "relu", "GRADE_EXERCISES": "exercises"}, 2, "outside the checkout"),
        ({"GRADE_EXERCISE": "relu", "GRADE_EXERCISES": "shipped:x"}, 2, "outside the checkout"),
    ],
    ids=str,
)
def test_a_job_that_cannot_be_done_says_why(
    settings: dict[str, str], code: int, told: str, checkout: Path
) -> None:
    """A missing file or a wrong setting fails the job with a reason, whatever GRADE_FAIL says."""
    (checkout / "link").symlink_to(checkout.parent)
    settings = {"GRADE_FOLDER": "class", **settings}
    done = grade(checkout, GRADE_FAIL="false", **settings)
    assert done.returncode == code, done.stderr
    assert told in done.stderr


def test_a_shell_takes_nothing_from_the_checkout(checkout: Path) -> None:
    """Neither a file for shells, nor functions, nor programs that are called like the system's."""
    canary = checkout.parent / "canary"
    for name in (".env", "python3", "bash", "env", "dirname", "mktemp"):
        (checkout / name).write_text(f'#!/bin/sh\necho "$0" >>{canary}\n')
        (checkout / name).chmod(0o755)
    done = grade(
        checkout, GRADE_EXERCISE="dropout", GRADE_OUT="", BASH_ENV=".env", ENV=".env",
        CDPATH=str(checkout), PATH=f".:{checkout}::{os.environ['PATH']}",
        **{"BASH_FUNC_cd%%": f"() {{ echo function >>{canary}; }}"},
    )  # fmt: skip
    assert "there is no dropout.py" in done.stderr
    assert (done.returncode, canary.exists()) == (2, False)


@pytest.mark.slow
def test_your_own_exercises_are_graded(checkout: Path) -> None:
    """GRADE_EXERCISES names folders outside; GRADE_PUBLISH gets all but the journal."""
    toys = ROOT / "tests" / "toys"
    (checkout / "double.py").write_bytes((toys / "solutions" / "double.py").read_bytes())
    done = grade(
        checkout, GRADE_EXERCISE="double", GRADE_EXERCISES=f"shipped:{toys / 'exercises'}",
        GRADE_FOLDER=str(checkout), GRADE_PUBLISH="published",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    published = {path.name for path in (checkout / "published").iterdir()}
    assert {"index.html", "results", "junit.xml", "summary"} <= published
    assert "gradebook.sqlite" not in published
    assert f"folder={checkout.parent / 'graded'}" in (checkout.parent / "outputs.txt").read_text()


@pytest.mark.slow
def test_a_job_may_succeed_whatever_is_wrong(checkout: Path) -> None:
    """GRADE_FAIL=false leaves the verdict to the results."""
    (checkout / "class" / "ada" / "relu.py").unlink()
    (checkout / "class" / "bob" / "relu.py").unlink()
    done = grade(checkout, GRADE_EXERCISE="relu", GRADE_FOLDER="class", GRADE_FAIL="false")
    assert done.returncode == 0, done.stderr
    assert "passed=false" in (checkout.parent / "outputs.txt").read_text()
