"""GitHub Actions: what is annotated, and a summary that is never too large."""

import msgspec
import pytest

from grader.export import Options, export, find_format
from grader.export.github import summary
from grader.foundation.model import Report, SourceLine


def annotations(report: Report, folder: str = "") -> list[str]:
    """Return the annotations of one report."""
    files = export(find_format("github"), (report,), Options(folder=folder))
    return files["annotations.txt"].decode().splitlines()


def test_a_problem_is_shown_at_the_students_line(reports: dict[str, Report]) -> None:
    """File and line are the student's, seen from the checkout."""
    (line,) = annotations(reports["stopped"], "homework/ada/")
    assert line.startswith("::error file=homework/ada/relu.py,line=12,title=SyntaxError::")


def test_the_most_telling_annotation_comes_first(reports: dict[str, Report]) -> None:
    """The recognised mistake comes before the failed checks; skipped ones are silent."""
    first, *others = annotations(reports["failed"])
    assert "The hidden layer is linear" in first
    assert [line.split("::")[1].split(",")[-1] for line in others] == [
        "title=table",
        "title=secret_inputs",
    ]


def test_a_step_makes_at_most_ten_errors(reports: dict[str, Report]) -> None:
    """GitHub shows no more than ten, so no more are made."""
    checks = (reports["failed"].checks[1],) * 30
    report = msgspec.structs.replace(reports["failed"], checks=checks)
    assert len(annotations(report)) == 10


def test_a_pass_is_a_notice(reports: dict[str, Report]) -> None:
    """A passed exercise raises no error."""
    (line,) = annotations(reports["passed"])
    assert line.startswith("::notice ")


@pytest.mark.parametrize("room", [0, 100, 2_000, 20_000, 1 << 20])
@pytest.mark.parametrize("students", [1, 3, 400])
def test_a_summary_fits_its_room(room: int, students: int, reports: dict[str, Report]) -> None:
    """Whatever the size of the class, a summary is never larger than what may be written."""
    course = tuple(
        msgspec.structs.replace(reports["failed"], student=f"student{number}")
        for number in range(students)
    )
    text = summary(course, room)
    assert len(text.encode()) <= room
    if room == 1 << 20 and students > 1:
        assert "0 of" in text
        assert ("left out" in text) == (students == 2_000)


def test_a_class_is_annotated_where_its_files_are_known(course: tuple[Report, ...]) -> None:
    """With `{student}` in the folder every report has its first error; without, none has."""
    chosen = find_format("github")
    lines = export(chosen, course, Options(folder="hw/{student}"))["annotations.txt"].decode()
    assert lines.count("::error file=hw/ada/relu.py,line=1,title=relu") == 1
    assert "::error file=hw/bob@school.example/relu.py,line=12," in lines
    bare = export(chosen, course)["annotations.txt"].decode()
    assert "file=" not in bare


def test_a_cell_of_a_notebook_is_named_not_annotated(reports: dict[str, Report]) -> None:
    """A line of a cell is no line of the file: the annotation stands at the top and names it."""
    problem = msgspec.structs.replace(
        reports["stopped"].problem, lines=(SourceLine("relu.ipynb, cell 3", 2, "x = ("),)
    )
    report = msgspec.structs.replace(reports["stopped"], file="relu.ipynb", problem=problem)
    (line,) = annotations(report)
    assert line.startswith("::error file=relu.ipynb,line=1,")
    assert "relu.ipynb, cell 3, line 2: x = (" in line
