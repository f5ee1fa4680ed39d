"""An exercise's sentences in other languages."""

import shutil
from pathlib import Path

import pytest

from grader.authoring.inspection import inspect
from grader.catalog import Catalog, load_exercise
from grader.catalog.translations import read_translations, translations
from grader.foundation.errors import ExerciseFault

RELU = Catalog().get("relu")
ROOT = Path(__file__).resolve().parents[2]
COURSES = [Catalog(), Catalog(ROOT / "exercises_functions"), Catalog(ROOT / "exercises_keras")]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of an exercise's folder, with its solution beside it."""
    shutil.copytree(RELU.folder, tmp_path / "exercises" / "relu")
    (tmp_path / "solutions").mkdir()
    shutil.copy(RELU.solution, tmp_path / "solutions")
    return tmp_path / "exercises" / "relu"


def test_every_shipped_exercise_is_german() -> None:
    """Each of all courses has a de.toml, and `grade verify` finds it whole."""
    for exercise in [one for course in COURSES for one in course.all()]:
        assert [path.name for path in exercise.translations] == ["de.toml"], exercise.slug
        assert [str(one) for one in inspect(exercise)] == []


def test_an_exercise_is_found_by_its_name(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first folder that has the exercise counts; no file and no exercise are no sentences."""
    (copy / "de.toml").write_text('"Find it" = "Finde es"\n')
    monkeypatch.setenv("GRADE_EXERCISES", str(copy.parent))
    assert translations("relu", "de") == {"Find it": "Finde es"}
    assert translations("relu", "fr") == {}
    assert translations("nowhere", "de") == {}


@pytest.mark.parametrize("text", ['"a" = 1\n', "a b\n", '[a]\nb = "c"\n'])
def test_a_broken_file_is_told(copy: Path, text: str) -> None:
    """What is no table of sentences is the exercise's fault, and the file is named."""
    (copy / "de.toml").write_text(text)
    with pytest.raises(ExerciseFault, match=r"de\.toml"):
        read_translations(copy / "de.toml")


def test_what_is_missing_or_too_much_is_found(copy: Path) -> None:
    """A sentence without translation, one with other values and one too many are told."""
    lines = (copy / "de.toml").read_text().splitlines()
    kept = [line for line in lines if not line.startswith('"A network with a ReLU"')]
    kept = [line.replace("die Form {0}", "eine Form") for line in kept]
    (copy / "de.toml").write_text("\n".join([*kept, '"Nobody says it" = "Niemand sagt es"', ""]))
    found = [str(one) for one in inspect(load_exercise(copy))]
    assert "de.toml: has no translation of: A network with a ReLU" in found
    assert "de.toml: translates what the exercise does not say: Nobody says it" in found
    assert any("translates with other values: `output` has shape {0}" in one for one in found)


def test_an_unknown_language_is_told(copy: Path) -> None:
    """An exercise names a language that there is."""
    toml = copy / "exercise.toml"
    toml.write_text('language = "tlh"\n' + toml.read_text())
    with pytest.raises(ExerciseFault, match="there is no 'tlh'; there are de, en"):
        load_exercise(copy)
