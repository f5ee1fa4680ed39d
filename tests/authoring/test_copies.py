"""`grade new --from`: an exercise under another name, ready to be changed."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.authoring.copies import copy_exercise
from grader.authoring.inspection import inspect
from grader.authoring.stubs import generated_stub
from grader.catalog import Catalog, Exercise
from grader.catalog.content import content_root
from grader.cli.main import grade
from grader.foundation.errors import UsageFault
from grader.pipeline import Grader

SHIPPED = Catalog(content_root() / "exercises")


@pytest.mark.parametrize("slug", SHIPPED.slugs())
def test_every_shipped_exercise_can_be_copied(slug: str, folder: Path) -> None:
    """The copy is whole, has nothing wrong, says its own name, and comes last."""
    done = CliRunner().invoke(grade, ["new", "own", "--from", slug], standalone_mode=False)
    assert done.exception is None
    made, source = Catalog().get("own"), SHIPPED.get(slug)
    assert inspect(made) == []
    assert made.checks == source.checks
    assert (made.rules.title, made.rules.requires) == (source.rules.title, ())
    assert made.rules.mistakes == source.rules.mistakes
    assert generated_stub(made) == made.stub.read_text() or generated_stub(source) is None
    for path in (made.stub, made.readme, made.test_file, made.solution):
        assert f"{slug}.py" not in path.read_text()
    assert f"grade {slug}" not in made.readme.read_text()
    assert "`own.py`" in made.readme.read_text()
    (name,) = {path.name for path in made.folder.glob("test_*.py")}
    assert name == "test_own.py"


@pytest.mark.slow
def test_a_copy_grades(folder: Path, grader: Grader) -> None:
    """Its solution passes, a mistake fails with its hint; title and course are as asked."""
    source = SHIPPED.get("relu")
    for slug, title in (("first", ""), ("second", 'A "second" \\ one')):
        copy_exercise(Catalog(), source, slug, title)
    first, second = Catalog().all()
    assert (second.slug, second.rules.title) == ("second", 'A "second" \\ one')
    assert first.rules.order < second.rules.order
    assert grader.grade_file(second, second.solution, "ada").status == "passed"
    wrong = grader.grade_file(second, second.folder / "mistakes" / "no_relu.py", "ada")
    assert wrong.mistake is not None


def test_helpers_come_along(half: Exercise, tmp_path: Path) -> None:
    """What the checks import of `shared` is copied, unless another file of that name is there."""
    shared = half.folder.parent / "shared"
    shared.mkdir()
    (shared / "one.py").write_text("ONE = 1\n")
    checks = half.test_file.read_text().replace("x**2 + 1,", "x**2 + one.ONE,")
    half.test_file.write_text(f"from shared import one\n{checks}")
    course = Catalog(tmp_path / "other" / "exercises")
    copy_exercise(course, half, "own")
    assert [path.name for path in course.get("own").shared] == ["one.py"]
    (tmp_path / "other" / "exercises" / "shared" / "one.py").write_text("ONE = 2\n")
    with pytest.raises(UsageFault, match="differs from the one that half needs"):
        copy_exercise(course, half, "again")
    assert course.slugs() == ["own"]


def test_requirements_that_the_course_has_stay(half: Exercise, folder: Path) -> None:
    """Others would keep the course from being read."""
    toml = half.folder / "exercise.toml"
    for requires in ('requires = ["half", "l2"]', 'requires = [\n    "half",\n    "l2",\n]'):
        source = half.folder.parent.parent / f"source{len(requires)}" / "exercises"
        source.mkdir(parents=True)
        copy_exercise(Catalog(source), half, "own")
        copied = source / "own" / "exercise.toml"
        copied.write_text(f"{requires}\n{toml.read_text()}")
        slug = f"own{len(requires)}"
        copy_exercise(Catalog(), Catalog(source).get("own"), slug)
        assert Catalog().get(slug).rules.requires == ("half",)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["new", "own", "--from", "rellu"], "no exercise 'rellu'"),
        (["new", "own", "--from", "relu", "--points", "3"], "has the points"),
        (["new", "half", "--from", "relu"], "exists already"),
        (["new", "shared", "--from", "relu"], "cannot be the name"),
        (["new", "list", "--from", "relu"], "is a command"),
    ],
    ids=["unknown", "points", "taken", "helpers", "command"],
)
def test_what_cannot_be_copied(half: Exercise, arguments: list[str], told: str) -> None:
    """The reason is told, and nothing is written."""
    done = CliRunner().invoke(grade, arguments, standalone_mode=False)
    assert isinstance(done.exception, UsageFault)
    assert told in done.exception.message
    assert Catalog().slugs() == ["half"]
