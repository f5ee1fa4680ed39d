"""`grade release`: a bundle that works by itself and gives no answer away."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.authoring.release import answers, release
from grader.authoring.tomlfile import dump
from grader.catalog import Catalog, Exercise
from grader.catalog.content import exercises_folders
from grader.catalog.translations import read_translations
from grader.cli.main import grade
from grader.foundation.errors import ExerciseFault, UsageFault


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a bundle's folder, as a student does."""
    own = ("GRADE_EXERCISES", "GRADE_COURSE_KEY", "CI")
    environment = {name: value for name, value in os.environ.items() if name not in own}
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments], cwd=folder, env=environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_bundle_of_all_exercises_gives_nothing_away(tmp_path: Path) -> None:
    """No solution line, no secret check, no known mistake or alternative is in it."""
    shipped = Catalog().all()
    files = release(shipped, tmp_path / "bundle")
    names = {path.relative_to(tmp_path / "bundle").parts for path in files}
    assert not [name for name in names if {"mistakes", "alternatives", "solutions"} & {*name}]
    for exercise in shipped:
        inside = tmp_path / "bundle" / "exercises" / exercise.slug
        made = Catalog(tmp_path / "bundle" / "exercises").get(exercise.slug)
        secret = [check.name for check in exercise.checks if check.secret]
        assert [check.name for check in made.checks] == [
            check.name for check in exercise.checks if not check.secret
        ]
        for path in inside.iterdir():
            text = path.read_bytes().decode(errors="replace")
            flat = " ".join(text.split())
            assert not [line for line in answers(exercise) if len(line) >= 20 and line in flat]
            for name in secret:
                assert f"test_{name}" not in text, path
                assert f'check = "{name}"' not in text, path
        for wrong in (exercise.folder / "mistakes").glob("*.py"):
            body = wrong.read_text().split("\n", 1)[1]
            assert all(
                body not in path.read_bytes().decode(errors="replace") for path in inside.iterdir()
            )
        assert made.stub.read_bytes() == exercise.stub.read_bytes()


@pytest.mark.slow
def test_a_bundle_works_by_itself(half: Exercise, tmp_path: Path) -> None:
    """In its folder `grade` starts, grades and says which points are missing.

    The helpers that public checks import are there, and no others.
    """
    bundle = tmp_path / "bundle"
    shared = half.folder.parent / "shared"
    shared.mkdir()
    for name in ("squares", "hidden"):
        (shared / f"{name}.py").write_text("def square(x):\n    return x**2\n")
    checks = half.test_file.read_text().replace("x**2 + 1,", "squares.square(x) + 1,")
    public, secret, rest = checks.partition("@check(points=6")
    checks = f"from shared import hidden, squares\n{public}{secret}{rest}"
    half.test_file.write_text(f"{checks}    assert hidden.square(2) == 4\n")
    solution = half.solution.read_text()
    done = CliRunner().invoke(grade, ["release", str(bundle)])
    assert "half           1 of 2 checks, 4 of 10 points" in done.output
    assert [path.name for path in (bundle / "exercises" / "shared").iterdir()] == ["squares.py"]
    assert run(bundle, "start", "half").returncode == 0
    assert run(bundle, "half").returncode == 1
    (bundle / "half.py").write_text(solution)
    passed = run(bundle, "half", "--json")
    report = json.loads(passed.stdout)
    assert (report["status"], report["score"], report["max_score"]) == ("passed", 4.0, 4.0)
    assert report["notes"] == [
        "1 check with hidden inputs, 6 points in all, not in this release: judged later."
    ]
    assert "not in this release" in run(bundle, "show", "half").stdout
    assert run(bundle, "solution", "half").returncode == 2


@pytest.mark.slow
def test_a_mistake_that_only_secret_checks_must_find_stays_unnamed(
    half: Exercise, tmp_path: Path
) -> None:
    """A public check of a bundle may meet it; the report is then without it, and no fault."""
    checks = half.test_file.read_text()
    half.test_file.write_text(checks.replace("[1.0, 2.0, 3.0]", "[1.0, 2.0, -3.0]"))
    wrong = (half.folder / "mistakes" / "sign_kept.py").read_text()
    release([half], tmp_path / "bundle")
    (tmp_path / "bundle" / "half.py").write_text(wrong)
    report = json.loads(run(tmp_path / "bundle", "half", "--json").stdout)
    assert (report["status"], report["mistake"]) == ("failed", None)


def test_a_release_never_decides_where_it_counts(
    half: Exercise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In CI, or with a course key, a folder that calls itself a release is not looked at."""
    release([half], tmp_path / "bundle")
    monkeypatch.delenv("GRADE_EXERCISES")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("GRADE_COURSE_KEY", raising=False)
    monkeypatch.chdir(tmp_path / "bundle")
    assert exercises_folders() == (tmp_path / "bundle" / "exercises",)
    for name, value in (("CI", "true"), ("GRADE_COURSE_KEY", "key")):
        with monkeypatch.context() as context:
            context.setenv(name, value)
            assert exercises_folders()[0].parent != tmp_path / "bundle"
    (tmp_path / "bundle" / "exercises" / "release.toml").unlink()
    assert exercises_folders()[0].parent != tmp_path / "bundle"


def test_a_release_translates_what_is_public(tmp_path: Path) -> None:
    """Of a file of translations the lines stay whose sentences are released."""
    relu = Catalog().get("relu")
    release([relu], tmp_path / "bundle")
    said = read_translations(tmp_path / "bundle" / "exercises" / "relu" / "de.toml")
    assert said["A network with a ReLU"] == "Ein Netz mit ReLU"
    secret = [one.description for one in relu.checks if one.secret]
    assert secret
    assert not set(secret) & set(said)


def test_a_helper_that_tells_the_answer_is_not_released(half: Exercise, tmp_path: Path) -> None:
    """Helpers are read by students, too."""
    shared = half.folder.parent / "shared"
    shared.mkdir()
    (shared / "told.py").write_text("# y = tf.square(x) + 1.0\nONE = 1\n")
    checks = half.test_file.read_text().replace("x**2 + 1,", "x**2 + told.ONE,")
    half.test_file.write_text(f"from shared import told\n{checks}")
    with pytest.raises(ExerciseFault, match=r"shared/told.py: holds a solution's line"):
        release([half], tmp_path / "bundle")


def test_a_folder_in_use_is_left_alone(half: Exercise, tmp_path: Path) -> None:
    """A release goes into a folder that is empty or new."""
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "file").write_text("mine")
    with pytest.raises(UsageFault, match="is in use"):
        release([half], tmp_path / "taken")
    (tmp_path / "empty").mkdir()
    assert release([half], tmp_path / "empty")


def test_an_exercise_that_tells_its_answer_is_not_released(half: Exercise, tmp_path: Path) -> None:
    """What `grade verify` would find stops the release, and nothing is left behind."""
    half.readme.write_text("Write y = tf.square(x) + 1.0\n")
    with pytest.raises(ExerciseFault, match="a line of the solution"):
        release([half], tmp_path / "bundle")
    assert not (tmp_path / "bundle").exists()
    assert not list(tmp_path.glob(".release-*"))


def test_a_release_cannot_be_released_again(half: Exercise, tmp_path: Path) -> None:
    """Its secret checks are gone, so it is no source."""
    release([half], tmp_path / "bundle")
    again = Catalog(tmp_path / "bundle" / "exercises").get("half")
    with pytest.raises(ExerciseFault, match="part of a release"):
        release([again], tmp_path / "other")


def test_toml_is_written_as_it_is_read() -> None:
    """Strings, numbers, lists, tables and lists of tables come back the same."""
    data = {
        "title": 'A "title" \\ \u00e4 \n\x7f',
        "order": 3,
        "share": 0.5,
        "on": True,
        "names": ["a", "b"],
        "none": [],
        "handles": {"required": ["x"], "aliases": {"y z": ["y[0]"], "w": []}},
        "mistakes": [{"name": "a", "hint": "b"}, {"name": "c", "hint": "d"}],
    }
    assert tomllib.loads(dump({**data, "left_out": None})) == data
