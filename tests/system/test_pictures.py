"""Pictures of real graphs, and who gets to see the reference's."""

import shutil
from pathlib import Path

import msgspec
import pytest

from grader.catalog import Catalog, Exercise
from grader.foundation.model import GraphPicture, Report, decode_report, encode_report
from grader.pipeline import Grader
from grader.submission import Submission

pytestmark = pytest.mark.slow

TOYS = Path(__file__).parents[1] / "toys"
EXERCISES = Path(__file__).parents[2] / "exercises"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a copy of the toys in which students may see the reference's graph."""
    for name in ("exercises", "solutions"):
        shutil.copytree(TOYS / name, tmp_path / name)
    toml = tmp_path / "exercises" / "double" / "exercise.toml"
    toml.write_text(f"{toml.read_text()}\n[report]\nreference_graph = true\n")
    return tmp_path / "exercises"


def wrong(grader: Grader, exercise: Exercise) -> Report:
    """Grade the toy's known mistake."""
    return grader.grade_file(exercise, exercise.folder / "mistakes" / "no_bias.py", "ada")


def labels(picture: GraphPicture | None) -> set[str]:
    """Return the names in a picture."""
    assert picture is not None
    return {node.label for node in picture.nodes} - {""}


def test_a_report_shows_the_students_graph(grader: Grader, double: Exercise) -> None:
    """The student's names are in it; the reference's graph is not, unless the exercise says so."""
    report = wrong(grader, double)
    assert {"x", "y"} <= labels(report.graph)
    assert report.reference_graph is None
    assert decode_report(encode_report(report)) == report


def test_the_reference_is_drawn_where_the_exercise_allows_it(grader: Grader, course: Path) -> None:
    """Both pictures are there, with marks; the solution is run once, not for every student."""
    exercise = Catalog(course).get("double")
    report = wrong(grader, exercise)
    assert report.reference_graph is not None
    assert any(node.differs for node in report.reference_graph.nodes)
    exercise.solution.write_text("print('never run again')\n")
    assert wrong(grader, exercise).reference_graph == report.reference_graph


def test_without_a_solution_there_is_no_reference(grader: Grader, course: Path) -> None:
    """A released bundle has no solutions: the student sees his own graph alone."""
    exercise = Catalog(course).get("double")
    exercise.solution.unlink()
    report = wrong(grader, exercise)
    assert report.graph is not None
    assert report.reference_graph is None


@pytest.mark.parametrize("solution", ["raise ValueError\n", "x = 1\n"])
def test_a_broken_solution_costs_nothing(grader: Grader, course: Path, solution: str) -> None:
    """A solution of which there is no graph leaves the picture away, and the grade as it is."""
    exercise = Catalog(course).get("double")
    exercise.solution.write_text(solution)
    report = wrong(grader, exercise)
    assert (report.status, report.reference_graph) == ("failed", None)


@pytest.mark.parametrize(
    "slug",
    [
        # Training takes seconds: the shortest at once, the others by `make test-long`.
        pytest.param(
            one.slug,
            marks=[pytest.mark.long] if one.limits.cpu_s > 60 and one.slug != "finetune" else [],
        )
        for one in Catalog(EXERCISES).all()
    ],
)
def test_a_solution_has_no_difference_from_itself(grader: Grader, slug: str) -> None:
    """Every shipped solution has a small picture, equal to the reference's."""
    shipped = Catalog(EXERCISES).get(slug)
    rules = msgspec.structs.replace(
        shipped.rules, report=msgspec.structs.replace(shipped.rules.report, reference_graph=True)
    )
    exercise = Exercise(shipped.slug, shipped.folder, rules, shipped.checks)
    reference = grader.reference(exercise)
    assert reference is not None
    assert len(reference.nodes) <= 25
    source = shipped.solution.read_bytes()
    report = grader.grade(exercise, Submission(f"{slug}.py", source), "ada")
    assert report.graph == report.reference_graph == reference
    assert not any(node.kind == "operation" and node.op == "NoOp" for node in reference.nodes)
