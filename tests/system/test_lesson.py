"""The lesson as one notebook: each exercise's own cells, graded as a student would hand them in."""

import re
from pathlib import Path

import nbformat
import pytest

from grader.catalog import Catalog
from grader.pipeline import Grader
from grader.submission import parse_submission, start_of
from grader.submission.cells import read_notebook

ROOT = Path(__file__).parents[2]
LESSON = (ROOT / "tests" / "submissions" / "notebooks" / "lesson.ipynb").read_text()
RIGHT = ("relu", "mnist_mlp", "save_load", "rename_fix", "dropout")


def own_cells(slug: str) -> str:
    """Return a notebook of nothing but the cells of one exercise, and without tags."""
    notebook = nbformat.reads(LESSON, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if slug in cell.metadata.get("tags", [])]
    assert notebook.cells
    for cell in notebook.cells:
        del cell.metadata["tags"]
    return nbformat.writes(notebook)


@pytest.mark.parametrize("slug", [*RIGHT, "trained_model"])
def test_tags_choose_the_cells_of_an_exercise(slug: str) -> None:
    """The whole lesson's notebook and the exercise's own cells alone are the same module."""
    assert read_notebook(LESSON, slug).source == read_notebook(own_cells(slug), slug).source


@pytest.mark.slow
@pytest.mark.parametrize("slug", RIGHT)
def test_cells_of_the_lesson_score_full_marks(slug: str, grader: Grader, catalog: Catalog) -> None:
    """What a student has after working through the lesson is a right answer."""
    exercise = catalog.get(slug)
    submission = parse_submission("lesson.ipynb", own_cells(slug).encode(), start_of(exercise))
    report = grader.grade(exercise, submission, "")
    assert (report.status, report.score) == ("passed", report.max_score)


@pytest.mark.slow
def test_the_cost_of_the_lesson_is_told_to_be_swapped(grader: Grader, catalog: Catalog) -> None:
    """The lesson's cost, its arguments in the order of old, is recognised for what it is."""
    exercise = catalog.get("trained_model")
    submission = parse_submission(
        "lesson.ipynb", own_cells("trained_model").encode(), start_of(exercise)
    )
    report = grader.grade(exercise, submission, "")
    (cost,) = (check for check in report.checks if check.name == "cost")
    assert (report.status, cost.status) == ("error", "failed")
    assert report.mistake is not None
    assert report.mistake.name == "swapped_arguments"
    assert report.problem is not None
    assert report.problem.lines[0].file == "lesson.ipynb, cell 2"


def test_the_page_of_lessons_covers_every_cell_and_exercise(catalog: Catalog) -> None:
    """Each code cell of the lesson has its row, and each exercise is practised somewhere."""
    page = (ROOT / "docs" / "lessons.md").read_text()
    rows = re.findall(r"^\| (\d+(?:–\d+)?) \|.*\| (.+) \|$", page, re.MULTILINE)
    notebook = nbformat.reads(LESSON, as_version=4)
    cells = [one for one in notebook.cells if one.cell_type == "code" and one.source.strip()]
    covered: dict[int, list[str]] = {}
    for span, exercises in rows:
        first, _, last = span.partition("–")
        for number in range(int(first), int(last or first) + 1):
            covered[number] = re.findall(r"`(\w+)`", exercises)
    assert list(covered) == list(range(1, len(cells) + 1))
    for number, cell in enumerate(cells, 1):
        assert set(cell.metadata.get("tags", [])) <= set(covered[number]), number
    slugs = {exercise.slug for exercise in catalog.all()}
    assert set(re.findall(r"`(\w+)` *(?:,|\||$)", page)) == slugs
