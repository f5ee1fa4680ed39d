"""What a batch leaves to read: whole, the same for the same results, and harmless."""

import csv
import io
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.batch.course import Course
from grader.batch.journal import Entry, Journal
from grader.batch.outputs import changes, folder_name, write_class, write_result
from grader.batch.roster import HEADER, gradebook, roster, summary_of
from grader.batch.submissions import HandedIn
from grader.cli.export import read_reports
from grader.foundation.files import is_device
from grader.foundation.model import Problem, decode_report


@pytest.fixture
def journal(tmp_path: Path):
    """Return an empty journal in the folder `out`."""
    with Journal(tmp_path / "out") as one:
        yield one


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@given(st.text(min_size=1))
def test_folder_names_fit_everywhere(student):
    """A student's folder has no separator, no control character and at most 120 bytes."""
    name = folder_name(student)
    assert name
    assert not set(name) & set('/\\\0\n<>:"|?*')
    assert len(name.encode()) <= 120
    assert name not in (".", "..")


@pytest.mark.parametrize("student", ["con", "AUX", "nul.txt", "com1", "LPT9.a.b"])
def test_folder_names_are_no_devices(student):
    """A student whose name is a device on Windows has a folder all the same."""
    assert not is_device(folder_name(student))


@given(st.text(min_size=1), st.text(min_size=1))
def test_folder_names_differ(one, other):
    """Two students never share a folder."""
    assert (folder_name(one) == folder_name(other)) == (one == other)


def test_results_do_not_depend_on_time(tmp_path, report_of):
    """Page and JSON hold no time; the rest of the report is there."""
    report = report_of("anna", 3.0)
    write_result(tmp_path, "anna", report)
    folder = tmp_path / "results" / "anna"
    found = decode_report((folder / "relu.json").read_bytes())
    assert (found.score, found.started, found.duration_s, found.timings_s) == (3.0, "", 0.0, {})
    assert "2026" not in (folder / "relu.html").read_text()


def test_a_missing_page_is_written_again(journal, tmp_path, report_of):
    """A page that a killed run did not write is made from the journal."""
    found = HandedIn("anna", "relu", "relu.py", b"")
    journal.add(found, "f", report_of("anna", 3.0), accepted=True)
    out = tmp_path / "out"
    write_class(out, journal, ["relu"], Course())
    files = sorted(path for path in out.rglob("*") if path.suffix in (".html", ".json", ".csv"))
    whole = {path: path.read_bytes() for path in files}
    for path in files:
        path.unlink()
    write_class(out, journal, ["relu"], Course())
    assert {path: path.read_bytes() for path in files} == whole
    assert len(files) == 8


def test_half_written_files_are_removed(journal, tmp_path, report_of):
    """What a kill left beside a result is gone after the next run; other files stay."""
    found = HandedIn("anna", "relu", "relu.py", b"")
    journal.add(found, "f", report_of("anna", 3.0), accepted=True)
    out = tmp_path / "out"
    left = [out / "results" / "anna" / ".relu.html.abcd1234", out / ".index.html.abcd1234"]
    kept = out / "results" / "anna" / "remarks.txt"
    kept.parent.mkdir(parents=True)
    for path in (*left, kept):
        path.write_text("x")
    write_class(out, journal, ["relu"], Course())
    assert not any(path.exists() for path in left)
    assert kept.exists()


def test_a_retired_exercise_leaves_gradebook_and_results(journal, tmp_path, report_of):
    """What is graded in it stays in the journal, and comes back with the exercise."""
    for exercise in ("relu", "old"):
        found = HandedIn("anna", exercise, f"{exercise}.py", b"")
        journal.add(found, "f", report_of("anna", 3.0, exercise=exercise), accepted=True)
    out = tmp_path / "out"
    assert write_class(out, journal, ["relu", "old"], Course()).retired == {}
    assert (out / "results" / "anna" / "old.json").is_file()
    written = write_class(out, journal, ["relu"], Course())
    assert written.retired == {"old": 1}
    assert [one.exercise for one in written.summaries] == ["relu"]
    assert not list((out / "results").glob("*/old.*"))
    assert "old" not in (out / "gradebook.csv").read_text()
    assert [one.exercise for one in read_reports(out)] == ["relu"]  # what is exported
    assert len(write_class(out, journal, ["relu", "old"], Course()).summaries) == 2


def test_students_find_their_results(journal, tmp_path, report_of):
    """A results folder that is served has a page for each student, and none that names all."""
    for student in ("anna", "b/n"):
        found = HandedIn(student, "relu", "relu.py", b"")
        journal.add(found, "f", report_of(student, 3.0), accepted=True)
    write_class(tmp_path / "out", journal, ["relu"], Course())
    results = tmp_path / "out" / "results"
    page = (results / folder_name("b/n") / "index.html").read_text()
    assert 'href="relu.html"' in page
    assert "anna" not in page
    door = (results / "index.html").read_text()
    assert "anna" not in door
    assert "b/n" not in door


def test_the_gradebook(report_of):
    """A row per submission; a grader's fault has no score."""
    reports = [report_of("anna", 3.0, mistake="no_relu"), report_of("ben", 0.0, "grader_fault")]
    rows = _rows(gradebook(summary_of(one.student, one, "page") for one in reports))
    assert rows == [
        list(HEADER),
        ["anna", "relu", "failed", "3", "10", "3", "", "", "no_relu", "Reached 3.", *[""] * 3],
        ["ben", "relu", "grader_fault", "", "10", "", "", "", "", "Reached 0.", *[""] * 3],
    ]


def test_the_gradebook_tells_why_nothing_could_be_graded(report_of):
    """The message holds the reason, not only that there is one."""
    report = msgspec.structs.replace(
        report_of("anna", 0.0, "ungradable", message="Not readable."),
        problem=Problem("not readable", "a.docx is a Word document."),
    )
    assert summary_of("anna", report, "p").message == "Not readable. a.docx is a Word document."


@pytest.mark.parametrize("name", ['=HYPERLINK("http://a.example")', "+1+1", "-2+3", "@SUM(A1)"])
def test_formulas_are_text(report_of, name):
    """What a spreadsheet would run is kept from running."""
    report = report_of(name, 3.0, message=name)
    row = _rows(gradebook([summary_of(name, report, "page")]))[1]
    assert row[0] == row[9] == f"'{name}"


def test_the_class(report_of):
    """Exercises stand in course order, students sorted, totals added; gaps are gaps."""
    reports = [
        report_of("ben", 10.0),
        report_of("ben", 4.0, exercise="dropout"),
        report_of("anna", 2.0),
    ]
    found = roster(
        (summary_of(one.student, one, "page") for one in reports), ["relu", "dropout", "l2"]
    )
    assert [column.exercise for column in found.columns] == ["relu", "dropout"]
    assert [(column.submissions, column.passed, column.mean) for column in found.columns] == [
        (2, 1, 6.0),
        (1, 0, 4.0),
    ]
    assert [(row.student, row.total) for row in found.rows] == [("anna", 2.0), ("ben", 14.0)]
    assert found.rows[0].cells[1] is None
    assert found.max_total == 20.0


def test_only_changes_are_listed():
    """A regrading lists the attempts whose score or status differs."""

    def entry(number: int, student: str, status: str, score: float) -> Entry:
        return Entry(number, student, "relu", 1, "", "f", status, score, 10.0)

    before = [entry(1, "anna", "failed", 3), entry(2, "ben", "failed", 3)]
    after = [entry(3, "anna", "failed", 3), entry(4, "ben", "error", 3)]
    assert changes(before, after) == [(before[1], after[1])]
    assert changes(before[1:], after) == [(before[1], after[1])]
    assert changes([], after) == []
