"""Exercises of functions are copied and released like others."""

from pathlib import Path

import pytest

from grader.authoring.copies import copy_exercise
from grader.authoring.release import release
from grader.catalog import Catalog, load_exercise
from grader.cli.grading import answer_in
from grader.foundation.errors import UsageFault

ROOT = Path(__file__).parents[2]
COURSE = Catalog(ROOT / "exercises_functions")


def test_a_copy_has_what_the_course_gives(tmp_path: Path) -> None:
    """The other files come with it, so that it can be judged in another course."""
    made = Catalog(tmp_path / "course" / "exercises")
    copy_exercise(made, COURSE.get("forward_prop"), "mine")
    copy = load_exercise(made.folder / "mine")
    assert copy.answer == "2-forward_prop.py"
    assert copy.solution.is_file()
    for part in copy.parts[1:]:
        assert copy.given(part) == copy.folder / "given" / part.name


def test_a_bundle_has_the_driver_and_no_answer(tmp_path: Path) -> None:
    """What the course would give is an answer of another task: the student's own counts then."""
    release(COURSE.all(), tmp_path / "bundle")
    for one in COURSE.all():
        made = load_exercise(tmp_path / "bundle" / "exercises" / one.slug)
        assert made.driver.read_bytes() == one.driver.read_bytes()
        assert made.rules.arguments == one.rules.arguments
        assert [made.given(part) for part in made.parts[1:]] == [None] * len(made.parts[1:])
        needed = [part.name for part in made.parts[1:] if part.required]
        imported = [part.name for part in one.parts[1:] if part.required]
        assert needed == imported


def test_the_answer_in_a_folder(tmp_path: Path) -> None:
    """It may lie below; of two nobody knows which counts."""
    exercise = COURSE.get("train")
    assert answer_in(tmp_path, exercise) == tmp_path / "6-train.py"
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    (tmp_path / "a" / "6-train.py").write_text("x = 1\n")
    assert answer_in(tmp_path, exercise) == tmp_path / "a" / "6-train.py"
    (tmp_path / "b" / "6-train.py").write_text("x = 1\n")
    with pytest.raises(UsageFault, match="2 files"):
        answer_in(tmp_path, exercise)
    (tmp_path / "6-train.py").write_text("x = 1\n")
    assert answer_in(tmp_path, exercise) == tmp_path / "6-train.py"
