"""Where a lesson is shown or handed on: in the reader's language, or in all that there are."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.authoring.copies import copy_exercise
from grader.authoring.release import release
from grader.batch.similar.sources import given_texts
from grader.batch.tasks import digest_of
from grader.catalog import Catalog, load_exercise
from grader.cli.main import grade

RELU = Catalog().get("relu")
ENGLISH, GERMAN = (RELU.folder / name for name in ("README.md", "README.de.md"))


@pytest.fixture(autouse=True)
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set a German reader into an empty folder."""
    monkeypatch.setenv("GRADE_LANGUAGE", "de")
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> str:
    """Run the command and return what it prints."""
    done = CliRunner().invoke(grade, arguments)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_lesson_is_shown_in_german() -> None:
    """`grade show` shows README.de.md."""
    shown = run("show", "relu")
    assert "Wie bewertet wird" in shown
    assert "How it is judged" not in shown


def test_the_lesson_is_written_in_german() -> None:
    """`grade start` writes README.de.md under the name that it always has."""
    run("start", "relu")
    assert Path("relu.md").read_bytes() == GERMAN.read_bytes()
    assert Path("relu.py").read_bytes() == RELU.stub.read_bytes()


@pytest.mark.parametrize("slug", Catalog().slugs())
def test_a_notebook_speaks_of_its_cells(slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the lesson says of the script is said of the cell, in each language."""
    texts = {}
    for reader in ("de", "en"):
        monkeypatch.setenv("GRADE_LANGUAGE", reader)
        run("start", slug, "--notebook")
        notebook = Path(f"{slug}.ipynb")
        texts[reader] = "".join(json.loads(notebook.read_text())["cells"][0]["source"])
        notebook.unlink()
    assert "Die Zelle unten" in texts["de"]
    assert "## Ausführen\n\nFühre die Zelle unten aus. Dann" in texts["de"]
    assert "## Run it\n\nRun the cell below. Then" in texts["en"]
    assert not [text for text in texts.values() if f"{slug}.py" in text]


def test_the_lessons_are_handed_on(tmp_path: Path) -> None:
    """A release, a copy and an autograder hold every lesson; a copy's say its own name."""
    release([RELU], tmp_path / "bundle")
    assert (tmp_path / "bundle/exercises/relu/README.de.md").read_bytes() == GERMAN.read_bytes()
    run("autograder", "relu", "--output", "autograder.zip")
    with zipfile.ZipFile("autograder.zip") as archive:
        (name,) = (one for one in archive.namelist() if one.endswith("/relu/README.de.md"))
        assert archive.read(name) == GERMAN.read_bytes()
    course = Catalog(tmp_path / "own" / "exercises")
    copy_exercise(course, RELU, "mine")
    made = course.get("mine").lesson.text
    assert made == GERMAN.read_text().replace("relu.py", "mine.py").replace(
        "grade relu", "grade mine"
    )


def test_a_lesson_decides_no_grade(tmp_path: Path) -> None:
    """Another lesson is no other exercise to the journal; its listings are everybody's."""
    course = Catalog(tmp_path / "own" / "exercises")
    copy_exercise(course, RELU, "mine")
    made = course.get("mine")
    before = digest_of(made)
    lesson = made.lesson
    lesson.path.write_text(lesson.text + "\n```python\neverybody = 1\n```\n")
    assert digest_of(load_exercise(made.folder)) == before
    assert "everybody = 1\n" in given_texts(made)
    made.stub.write_text("# another start\n")
    assert digest_of(made) != before
