"""An exercise's lesson in the reader's language."""

import shutil
from pathlib import Path

import pytest

from grader.authoring.inspection import advise, inspect
from grader.catalog import Catalog, Exercise, load_exercise
from grader.catalog.lessons import differences
from grader.foundation.errors import UsageFault

RELU = Catalog().get("relu")
LISTING = "```python\na = 1\n```\n"


@pytest.fixture
def copy(tmp_path: Path) -> Exercise:
    """Return an exercise that has its own folder, with its solution beside it."""
    shutil.copytree(RELU.folder, tmp_path / "exercises" / "relu")
    (tmp_path / "solutions").mkdir()
    shutil.copy(RELU.solution, tmp_path / "solutions")
    return load_exercise(tmp_path / "exercises" / "relu")


@pytest.mark.parametrize(
    ("reader", "own", "name", "written"),
    [
        ("", "", "README.md", "en"),
        ("de", "", "README.de.md", "de"),
        ("de_AT.UTF-8", "", "README.de.md", "de"),
        ("en", "", "README.md", "en"),
        ("", "de", "README.md", "de"),
        ("de", "de", "README.md", "de"),
        ("en", "de", "README.md", "de"),
    ],
)
def test_a_lesson_is_in_the_readers_language(
    copy: Exercise, monkeypatch: pytest.MonkeyPatch, reader: str, own: str, name: str, written: str
) -> None:
    """README.de.md is for German readers; README.md, in the exercise's language, for all others."""
    monkeypatch.setenv("GRADE_LANGUAGE", reader)
    if own:
        toml = copy.folder / "exercise.toml"
        toml.write_text(f'language = "{own}"\n{toml.read_text()}')
    lesson = load_exercise(copy.folder).lesson
    assert (lesson.path.name, lesson.language) == (name, written)


def test_without_a_lesson_of_its_own_a_language_reads_the_first(
    copy: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lesson is README.md then, and `grade verify` advises to write the other."""
    monkeypatch.setenv("GRADE_LANGUAGE", "de")
    (copy.folder / "README.de.md").unlink()
    assert copy.lesson.path.name == "README.md"
    told = "README.de.md: is missing, so the lesson of this language is README.md"
    assert [str(one) for one in advise(copy)] == [told]


def test_an_unknown_language_is_told(copy: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader's language that there is not is a fault of usage, as everywhere."""
    monkeypatch.setenv("GRADE_LANGUAGE", "tlh")
    with pytest.raises(UsageFault, match="tlh"):
        _ = copy.lesson


def test_only_lessons_are_lessons(copy: Exercise) -> None:
    """README.old.text.md and README.2.md are no lessons, and no part of the exercise."""
    for name in ("README.2.md", "README.old.text.md", "README.fr.md"):
        (copy.folder / name).write_text(copy.readme.read_text())
    assert [one.language for one in copy.lessons] == ["en", "de", "fr"]
    found = [str(one) for one in inspect(copy)]
    assert [one.split(":")[0] for one in found] == ["relu/README.2.md", "relu/README.old.text.md"]


def test_a_lesson_in_another_language_tells_no_answer_either(copy: Exercise) -> None:
    """A line of the solution is found in any of the lessons."""
    german = copy.folder / "README.de.md"
    line = "output = tf.add(tf.matmul(hidden_layer, weights[1]), biases[1])"
    assert line in copy.solution.read_text()
    german.write_text(f"{german.read_text()}\n{line}\n")
    assert [str(one) for one in inspect(copy)] == [
        f"README.de.md: holds a line of the solution: {line}"
    ]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("# A\n\n## B\n", "# A\n\n## C\n", []),
        ("# A\n\n## B\n", "# A\n", ["has 1 headings, and README.md has 2"]),
        (LISTING, LISTING, []),
        ("```\n# a\n```\n", "```\n# b\n```\n", []),
        ("```\na\n```\n", "", ["has 0 blocks of code, and README.md has 1"]),
        (LISTING, LISTING.replace("1", "2"), ["lacks code of README.md: a = 1"]),
        ("```python\n```\n", "```python\nx\n```\n", ["lacks code of README.md: "]),
    ],
)
def test_how_a_translation_differs_is_told(
    copy: Exercise, first: str, second: str, told: list[str]
) -> None:
    """As many headings and blocks are in both, and the same Python; comments are no headings."""
    original, german = copy.lessons
    original.path.write_text(first)
    german.path.write_text(second)
    assert list(differences(original, german)) == told
