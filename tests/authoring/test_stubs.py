"""A starting file comes out of its solution's markers."""

from pathlib import Path

import pytest

from grader.authoring.scaffold import Wish, create
from grader.authoring.stubs import generated_stub, split, withheld_lines
from grader.catalog import Catalog
from grader.foundation.errors import ExerciseFault

SOLUTION = """\
x = 1
# BEGIN SOLUTION
# TODO: compute y
# from x, and call it y

# why it is so
# STUB: y = None
y = 2 * x
# END SOLUTION


def f():
    # BEGIN SOLUTION
    # STUB: pass
    return y
    # END SOLUTION
"""
STUB = """\
x = 1
# TODO: compute y
# from x, and call it y
y = None


def f():
    pass
"""


def test_a_stub_keeps_todo_comments_and_stub_code() -> None:
    """Of a marked part, TODO comments and code after STUB stay; the rest is left out."""
    marked = split(SOLUTION)
    assert marked is not None
    assert marked.stub == STUB
    assert [line.strip() for line in marked.left_out if line] == [
        "# why it is so", "y = 2 * x", "return y",
    ]  # fmt: skip


def test_a_solution_without_markers_makes_no_stub() -> None:
    """Where nothing is marked, the stub is written by hand."""
    assert split("x = 1\n") is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# BEGIN SOLUTION\nx = 1\n", 1),
        ("x = 1\n# END SOLUTION\n", 2),
        ("# BEGIN SOLUTION\n# BEGIN SOLUTION\n", 2),
    ],
    ids=["open", "closed only", "nested"],
)
def test_a_marker_needs_its_counterpart(text: str, line: int) -> None:
    """A lone marker is named with its line."""
    with pytest.raises(ValueError, match=f"line {line}: "):
        split(text)


def test_a_broken_marker_is_the_exercises_fault(tmp_path: Path) -> None:
    """The error names the solution's file."""
    catalog = Catalog(tmp_path / "exercises")
    create(catalog, Wish("half", "Half", 10, "script"))
    exercise = catalog.get("half")
    exercise.solution.write_text("# END SOLUTION\n")
    with pytest.raises(ExerciseFault, match=r"solutions/half\.py: line 1"):
        generated_stub(exercise)
    exercise.solution.unlink()
    with pytest.raises(ExerciseFault, match="the solution is missing"):
        generated_stub(exercise)


def test_shipped_stubs_are_what_their_solutions_make(catalog: Catalog) -> None:
    """Where a shipped solution is marked, its stub has not drifted; at least one is marked."""
    made = {exercise.slug: generated_stub(exercise) for exercise in catalog.all()}
    assert any(made.values())
    for slug, text in made.items():
        assert text is None or text == catalog.get(slug).stub.read_text()


def test_the_lines_that_a_stub_leaves_out_are_known(catalog: Catalog) -> None:
    """They are the solution's program without what the stub shows."""
    lines = withheld_lines(catalog.get("relu"))
    assert lines[0].startswith("hidden_layer = tf.nn.relu(")
    assert not any(line.startswith(("import", "features", "#")) for line in lines)
