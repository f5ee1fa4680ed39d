"""The zip for Gradescope: what it holds, and that it grades."""

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest

from grader.batch.tasks import digest_of
from grader.catalog import Catalog
from grader.cli.autograder import contents
from grader.cli.main import run
from grader.export.autograder import pack

ROOT = Path(__file__).parents[2]
TOYS = ROOT / "tests" / "toys" / "exercises"
SCHEMA = ROOT / "tests" / "export" / "schemas" / "gradescope-results.json"


@pytest.fixture
def zipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> zipfile.ZipFile:
    """Return the zip for the toy exercise."""
    monkeypatch.setenv("GRADE_EXERCISES", str(TOYS))
    output = tmp_path / "autograder.zip"
    assert run(["autograder", "double", "--output", str(output)]) == 0
    return zipfile.ZipFile(output)


def test_scripts_are_at_the_root_and_executable(zipped: zipfile.ZipFile) -> None:
    """Gradescope starts setup.sh and run_autograder from the root of the zip."""
    for name in ("setup.sh", "run_autograder"):
        entry = zipped.getinfo(name)
        assert (entry.external_attr >> 16) & stat.S_IXUSR
        text = zipped.read(name).decode()
        assert text.startswith("#!/usr/bin/env bash\n")
        assert "@" not in text.replace("[@]", "")
    assert 'exercise="double"' in zipped.read("run_autograder").decode()


def test_no_answer_is_in_the_zip(zipped: zipfile.ZipFile) -> None:
    """Solution, mistakes and alternatives stay at home; so do other exercises and caches."""
    names = zipped.namelist()
    assert not [n for n in names if "solution" in Path(n).parts or "__pycache__" in n]
    kept = {n.rsplit("/", 1)[1] for n in names if "/exercises/" in n}
    assert kept == {"README.md", "exercise.toml", "double.py", "test_double.py"}


def test_helpers_of_several_exercises_are_in_the_zip(tmp_path: Path) -> None:
    """Those that the checks import; and a change of one is another exercise to the journal."""
    folder = tmp_path / "double"
    shutil.copytree(TOYS / "double", folder)
    (tmp_path / "shared").mkdir()
    for name in ("used", "other"):
        (tmp_path / "shared" / f"{name}.py").write_text("TWO = 2\n")
    test_file = folder / "test_double.py"
    before = digest_of(Catalog(tmp_path).get("double"))
    test_file.write_text(f"from shared import used\n{test_file.read_text()}")
    exercise = Catalog(tmp_path).get("double")
    kept = [name for name in contents(exercise) if "/shared/" in name]
    assert kept == ["graphgrade/grader/content/exercises/shared/used.py"]
    digests = {before, digest_of(exercise)}
    (tmp_path / "shared" / "other.py").write_text("TWO = 3\n")
    assert digest_of(exercise) in digests
    (tmp_path / "shared" / "used.py").write_text("TWO = 3\n")
    assert digest_of(exercise) not in digests


def test_requirements_are_pinned(zipped: zipfile.ZipFile) -> None:
    """Every package of ours is there in one version."""
    lines = zipped.read("requirements.txt").decode().splitlines()
    assert {"tensorflow-cpu", "pytest", "numpy"} <= {line.split("==")[0] for line in lines}
    assert all(line.count("==") == 1 for line in lines)


def test_the_same_exercise_makes_the_same_zip() -> None:
    """No time and no order of a file system gets in."""
    files = contents(Catalog(TOYS).get("double"))
    scripts = {"setup.sh": "a", "run_autograder": "@EXERCISE@"}
    backwards = dict(reversed(files.items()))
    one, two = (pack(held, scripts, {"EXERCISE": "double"}) for held in (files, backwards))
    assert one == two
    assert zipfile.ZipFile(io.BytesIO(one)).read("run_autograder") == b"double"


def test_a_zip_that_cannot_be_written_is_wrong_usage(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The message names the path; exit code 2."""
    (tmp_path / "file").write_text("")
    output = tmp_path / "file" / "a.zip"
    assert run(["autograder", Catalog().slugs()[0], "--output", str(output)]) == 2
    assert "cannot be written" in capfd.readouterr().err


@pytest.mark.slow
def test_the_unpacked_zip_grades_a_submission(zipped: zipfile.ZipFile, tmp_path: Path) -> None:
    """run_autograder writes results.json for a right, a wrong and an oddly named file."""
    root = tmp_path / "autograder"
    zipped.extractall(root / "source")
    (root / "venv").symlink_to(sys.prefix)
    (root / "submission").mkdir()
    (root / "submission_metadata.json").write_text('{"users": [{"email": "ada@school.example"}]}')
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "CI")}
    environment["AUTOGRADER_ROOT"] = str(root)
    results = root / "results" / "results.json"

    def grade(name: str, source: Path) -> dict[str, object]:
        for old in (*(root / "submission").iterdir(), *root.glob("results/*")):
            old.unlink()
        (root / "submission" / name).write_bytes(source.read_bytes())
        script = ["bash", str(root / "source" / "run_autograder")]
        done = subprocess.run(
            script, env=environment, cwd=tmp_path, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        found: dict[str, object] = json.loads(results.read_bytes())
        jsonschema.validate(found, json.loads(SCHEMA.read_text()))
        return found

    right = grade("answer.py", TOYS.parent / "solutions" / "double.py")
    assert right["score"] == right["extra_data"]["max_score"]  # type: ignore[index]
    wrong = grade("double.py", TOYS / "double" / "mistakes" / "no_bias.py")
    assert wrong["score"] < right["score"]  # type: ignore[operator]


def test_functions_bring_what_is_given() -> None:
    """The course's own files and the driver are in the zip; what is asked for is the answer."""
    train = Catalog(ROOT / "exercises_functions").get("train")
    names = {name.partition("content/exercises/train/")[2] for name in contents(train)}
    given = {f"given/{part.name}" for part in train.parts[1:]}
    assert {"driver.py", "6-train.py", *given} <= names
    assert not {"given/6-train.py", "mistakes/rate_in_code.py"} & names
