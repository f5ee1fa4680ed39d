"""`grade new` and `grade stub`: an exercise that is complete from the first minute."""

import ast
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.authoring.scaffold import Wish, create
from grader.authoring.stubs import generated_stub
from grader.catalog import Catalog
from grader.cli.main import grade
from grader.foundation.errors import UsageFault

KINDS = ["script", "function"]


@pytest.mark.parametrize(
    ("kind", "dialect"),
    [(kind, dialect) for kind in KINDS for dialect in ("tf1", "tf2")] + [("script", "keras")],
)
def test_a_new_exercise_can_be_read(folder: Path, kind: str, dialect: str) -> None:
    """It has title and points as asked, mistakes and alternatives, and its stub has not drifted."""
    options = ["new", "softmax", "--title", 'The "softmax"', "--points", "7.5", "--kind", kind]
    options += ["--dialect", dialect]
    done = CliRunner().invoke(grade, options, standalone_mode=False)
    assert done.exception is None
    exercise = Catalog().get("softmax")
    assert exercise.rules.title == 'The "softmax"'
    assert exercise.max_score == 7.5
    assert exercise.rules.dialect == ("tf1" if dialect == "tf1" else "tf2")
    assert generated_stub(exercise) == exercise.stub.read_text()
    assert "TODO" in exercise.stub.read_text()
    assert len(list((folder / "softmax" / "alternatives").glob("*.py"))) == 2
    for path in [exercise.solution, *(folder / "softmax").rglob("*.py")]:
        ast.parse(path.read_text())


def test_a_new_exercise_asks_for_what_is_not_said(folder: Path) -> None:
    """Title, points and kind are asked for; the last two have defaults."""
    done = CliRunner().invoke(grade, ["new", "half"], input="Half\n\nfunction\n")
    assert done.exit_code == 0
    assert "wrote exercises/half/half.py" in done.output
    assert "grade verify half" in done.output
    exercise = Catalog().get("half")
    assert (exercise.rules.title, exercise.max_score) == ("Half", 10.0)
    assert "def curve" in exercise.stub.read_text()


def test_a_model_is_not_asked_for_as_a_function(folder: Path) -> None:
    """In Keras students write a script, which is not asked for; a function is refused."""
    done = CliRunner().invoke(grade, ["new", "half", "--dialect", "keras"], input="Half\n\n")
    assert done.exit_code == 0
    assert "model = None" in Catalog().get("half").stub.read_text()
    with pytest.raises(UsageFault, match="not for a function"):
        create(Catalog(), Wish("other", "Other", 10, "function", "keras"))


def test_a_second_exercise_comes_after_the_first(folder: Path) -> None:
    """Its order is the next free one."""
    catalog = Catalog()
    for slug in ("one", "two"):
        create(catalog, Wish(slug, slug, 1, "script"))
    assert [exercise.slug for exercise in catalog.all()] == ["one", "two"]


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (Wish("Bad-Name", "x", 10, "script"), "cannot be the name"),
        (Wish("con", "x", 10, "script"), "cannot be the name"),
        (Wish("half", "x", 0.25, "script"), "points cannot be given"),
        (Wish("half", "x", 1.1, "script"), "points cannot be given"),
    ],
    ids=["name", "name of a device", "too few points", "no whole quarters"],
)
def test_a_wish_that_cannot_be_met_is_refused(folder: Path, wish: Wish, message: str) -> None:
    """Names and points are checked before anything is written."""
    with pytest.raises(UsageFault, match=message):
        create(Catalog(), wish)
    assert not folder.exists()


def test_nothing_is_overwritten(folder: Path) -> None:
    """An exercise or a solution of that name stays as it is."""
    create(Catalog(), Wish("half", "Half", 10, "script"))
    with pytest.raises(UsageFault, match="exists already"):
        create(Catalog(), Wish("half", "Other", 10, "script"))
    assert Catalog().get("half").rules.title == "Half"


def test_a_command_is_no_name_for_an_exercise(folder: Path) -> None:
    """`grade new list` is refused, for `grade list` would then mean two things."""
    done = CliRunner().invoke(grade, ["new", "list"], input="x\n\n\n", standalone_mode=False)
    assert isinstance(done.exception, UsageFault)


def test_a_stub_is_written_anew(folder: Path) -> None:
    """`grade stub` fixes a stub that has drifted, and says when there is nothing to do."""
    create(Catalog(), Wish("half", "Half", 10, "script"))
    stub = Catalog().get("half").stub
    wanted = stub.read_text()
    stub.write_text("drifted = True\n")
    assert "wrote exercises/half/half.py" in CliRunner().invoke(grade, ["stub", "half"]).output
    assert stub.read_text() == wanted
    assert "is up to date" in CliRunner().invoke(grade, ["stub", "half"]).output


def test_a_stub_needs_markers(folder: Path) -> None:
    """Without markers in the solution the stub is the instructor's own, and left alone."""
    create(Catalog(), Wish("half", "Half", 10, "script"))
    Catalog().get("half").solution.write_text("y = 1\n")
    done = CliRunner().invoke(grade, ["stub", "half"], standalone_mode=False)
    assert isinstance(done.exception, UsageFault)
    assert "BEGIN SOLUTION" in done.exception.hint
