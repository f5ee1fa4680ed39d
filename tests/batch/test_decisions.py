"""What the instructor decides: who it holds for, what counts then, and how it is taken back."""

import csv
from pathlib import Path

import msgspec
import pytest

from grader.batch.course import lateness, parse_course
from grader.batch.decisions import Ruling, decided, in_force
from grader.batch.journal import Journal
from grader.batch.submissions import HandedIn
from grader.cli.main import run
from grader.export.people import Person
from grader.foundation.model import Decision


def ruling(kind: str, student: str = "", text: str = "because", **more) -> Ruling:
    """Return a decision on relu."""
    return Ruling(student, "relu", Decision(kind, text, "tea", "2026-01-01T00:00:00+00:00", **more))


def test_an_override_counts_as_it_is(report_of) -> None:
    """Other points take the place of the checks' and of lateness; what the checks gave stays."""
    found = decided(report_of("ada", 3.0), [ruling("override", "ada", score=7.5)])
    assert (found.score, found.final_score) == (3.0, 7.5)
    assert decided(report_of("ben", 3.0), [ruling("override", "ada", score=7.5)]).decisions == ()


def test_an_excused_check_counts_in_full(report_of) -> None:
    """It is worth all of its points, before lateness takes its share."""
    course = parse_course("late.per_day = 0.5\ndue.relu = 2026-01-01T00:00:00", "x", ["relu"])
    found = decided(report_of("ada", 3.0), [ruling("excuse", check="first")])
    assert (found.score, found.earned_score) == (3.0, 6.0)
    late = lateness(course, "ada", found, "2026-01-01T12:00:00+00:00")
    assert late is not None
    assert late.score == 3.0


def test_an_excused_exercise_does_not_count(report_of) -> None:
    """For one student, or for everybody."""
    assert decided(report_of("ada", 3.0), [ruling("excuse")]).excused
    assert not decided(report_of("ada", 3.0), [ruling("excuse", "ben")]).excused


def test_which_decisions_hold() -> None:
    """A later one on the same takes the place of an earlier one; comments add up."""
    first, second = ruling("override", "ada", score=1), ruling("override", "ada", score=2)
    said = [ruling("comment", "ada", "one"), ruling("comment", "ada", "two")]
    assert in_force([first, *said, second, said[0]]) == [said[1], second, said[0]]


def test_an_override_for_one_goes_before_one_for_all(report_of) -> None:
    """Whatever was decided first."""
    both = [ruling("override", "ada", score=9), ruling("override", score=5)]
    assert decided(report_of("ada", 3.0), both).final_score == 9
    assert decided(report_of("ben", 3.0), both).final_score == 5


@pytest.fixture
def out(tmp_path: Path, report_of, monkeypatch) -> Path:
    """Return a graded class of three, of whom the roster knows a fourth."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "out"
    with Journal(folder) as journal:
        for student, score in (("ada", 3.0), ("ben", 10.0), ("eve", 0.0)):
            found = HandedIn(student, "relu", "relu.py", b"", submitted="2026-01-01T12:00:00+00:00")
            journal.add(found, "f", report_of(student, score), accepted=True)
        journal.records.enrol([Person("ada", "Ada Lovelace"), Person("zoe", "Zoë")])
    return folder


def rows(out: Path) -> dict[str, dict[str, str]]:
    """Return the gradebook by student."""
    with (out / "gradebook.csv").open() as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def totals(out: Path) -> dict[str, str]:
    """Return the totals by student."""
    with (out / "totals.csv").open() as file:
        return {row["student"]: row["total_percent"] for row in csv.DictReader(file)}


def pages(out: Path) -> dict[Path, bytes]:
    """Return tables and pages."""
    return {path: path.read_bytes() for path in out.rglob("*") if path.suffix in (".csv", ".html")}


def test_everybody_on_the_roster_has_a_row(out) -> None:
    """Who has handed in nothing is missing, with no points."""
    assert run(["comment", str(out), "ada", "relu", "Well begun."]) == 0
    found = rows(out)
    assert set(found) == {"ada", "ben", "eve", "zoe"}
    assert (found["zoe"]["status"], found["zoe"]["score"], found["zoe"]["name"]) == (
        "missing",
        "0",
        "Zoë",
    )
    assert totals(out) == {"ada": "30.00", "ben": "100.00", "eve": "0.00", "zoe": "0.00"}
    assert "<i>missing</i>" in (out / "index.html").read_text()


def test_decisions_by_command_and_back(out) -> None:
    """Score, raw score and reason stand side by side; `--undo` brings back what was."""
    assert run(["comment", str(out), "ada", "relu", "Well begun."]) == 0
    assert run(["comment", str(out), "ada", "relu", "--undo"]) == 0
    before = {
        path: path.read_bytes() for path in out.rglob("*") if path.suffix in (".csv", ".html")
    }
    reason = ["--reason", "Explained it well.", "--author", "Dr. T"]
    assert run(["override", str(out), "ada", "relu", "8.5", *reason]) == 0
    ada = rows(out)["ada"]
    assert (ada["score"], ada["raw_score"]) == ("8.5", "3")
    assert "8.5 points count (Dr. T, 20" in ada["decisions"]
    assert "Explained it well." in (out / "results" / "ada" / "relu.html").read_text()
    assert run(["override", str(out), "zoe", "relu", "5", *reason]) == 0
    assert (rows(out)["zoe"]["status"], rows(out)["zoe"]["score"]) == ("missing", "5")
    assert run(["excuse", str(out), "relu", "--student", "eve", *reason]) == 0
    assert (rows(out)["eve"]["status"], rows(out)["eve"]["score"]) == ("excused", "")
    assert totals(out) == {"ada": "85.00", "ben": "100.00", "eve": "", "zoe": "50.00"}
    assert run(["override", str(out), "ada", "relu", "--undo"]) == 0
    assert run(["override", str(out), "zoe", "relu", "--undo"]) == 0
    assert run(["excuse", str(out), "relu", "--student", "eve", "--undo"]) == 0
    after = pages(out)
    assert after == before


def test_a_student_by_any_name(out, capfd) -> None:
    """A name, number or address from the roster will do, by command and in course.toml."""
    with Journal(out) as journal:
        people = [
            Person("ada", "Lovelace, Ada", email="al@x.example", canvas_id="100"),
            Person("ben", "Kim Lee", login="bk"),
            Person("zoe", "Kim Lee"),
        ]
        journal.records.enrol(people)
    for name, points in (("Ada Lovelace", "4"), ("AL@x.example", "5"), ("100", "6")):
        assert run(["override", str(out), name, "relu", points, "--reason", "x"]) == 0
        assert rows(out)["ada"]["score"] == points
    capfd.readouterr()
    assert run(["override", str(out), "kim lee", "relu", "1", "--reason", "x"]) == 2
    assert "'kim lee' may be several students here" in capfd.readouterr().err
    Path("course.toml").write_text(
        "[[override]]\nstudent = 'bk'\nexercise = 'relu'\nscore = 2\nreason = 'y'\n"
        "[[extension]]\nstudent = 'Kim Lee'\n[[comment]]\nstudent = 'Adda'\nexercise = 'relu'\n"
        "text = 'z'\n"
    )
    assert run(["comment", str(out), "ada", "relu", "Good."]) == 0
    assert rows(out)["ben"]["score"] == "2"
    assert "the course file names 'Adda', 'Kim Lee': no student" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("[[excuse]]\nexercise = 'relu'\ncheck = 'tabel'\nreason = 'x'", "did you mean table?"),
        (
            "[[override]]\nstudent = 'ada'\nexercise = 'relu'\nscore = 1000\nreason = 'x'",
            "course.toml, relu: 1000 cannot be the points",
        ),
    ],
)
def test_what_cannot_be_decided_in_the_course_file(out, wrong, told, capfd) -> None:
    """A check that there is not, and points that cannot be, are told with the file's name."""
    Path("course.toml").write_text(wrong)
    assert run(["comment", str(out), "ada", "relu", "Good."]) == 2
    assert told in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["override", "out", "adda", "relu", "3", "--reason", "x"], "did you mean ada?"),
        (["override", "out", "ada", "relu", "3"], "give POINTS and --reason"),
        (["override", "out", "ada", "relu", "-1", "--reason", "x"], "No such option"),
        (["override", "out", "ada", "relu", "1000", "--reason", "x"], "cannot be the points"),
        (["override", "out", "ada", "relu", "--undo"], "no override on this to take back"),
        (["excuse", "out", "relu", "--check", "grph", "--reason", "x"], "did you mean graph?"),
        (["excuse", "out", "relu"], "give --reason"),
        (["comment", "out", "ada", "relu"], "give TEXT"),
        (["comment", "nowhere", "ada", "relu", "x"], "holds no gradebook.sqlite"),
    ],
)
def test_what_cannot_be_decided(out, arguments, told, capfd) -> None:
    """A wrong name, number or place is told with exit code 2, and changes nothing."""
    assert run(arguments) == 2
    assert told in capfd.readouterr().err
    with Journal(out) as journal:
        assert journal.records.rulings() == []


def test_decisions_in_the_course_file(out, report_of) -> None:
    """They hold like those by command, which go before them; the file is kept for later runs."""
    with Journal(out) as journal:
        report = report_of("eve", 0.0)
        second = msgspec.structs.replace(report.checks[1], name="table")
        report = msgspec.structs.replace(report, checks=(report.checks[0], second))
        journal.add(HandedIn("eve", "relu", "relu.py", b""), "g", report, accepted=True)
    Path("course.toml").write_text(
        "timezone = 'UTC'\nlate.per_day = 0.5\n"
        "[due]\nrelu = 2026-01-01T00:00:00\n"
        "[[override]]\nstudent = 'ada'\nexercise = 'relu'\nscore = 6\nreason = 'By hand.'\n"
        "[[excuse]]\nexercise = 'relu'\ncheck = 'table'\nreason = 'It was wrong.'\n"
        "[[comment]]\nexercise = 'relu'\ntext = 'See the lecture.'\n"
    )
    assert run(["comment", str(out), "ben", "relu", "Good."]) == 0
    found = rows(out)
    assert [found[name]["score"] for name in ("ada", "eve")] == ["6", "2"]
    assert "By hand." in found["ada"]["decisions"]
    assert "It was wrong." in found["eve"]["decisions"]
    assert run(["override", str(out), "ada", "relu", "7", "--reason", "Again."]) == 0
    assert rows(out)["ada"]["score"] == "7"


def test_weights(out, report_of) -> None:
    """The total is the weighted share of all that counts."""
    with Journal(out) as journal:
        found = HandedIn("ada", "dropout", "dropout.py", b"")
        journal.add(found, "f", report_of("ada", 10.0, exercise="dropout"), accepted=True)
    Path("course.toml").write_text("[weights]\nrelu = 3\ndropout = 1\n")
    assert run(["comment", str(out), "ada", "relu", "x"]) == 0
    assert totals(out)["ada"] == "47.50"  # (3 · 0.3 + 1 · 1) / 4
    assert totals(out)["ben"] == "100.00"  # not on the roster: nothing is missing


def test_people_are_remembered(tmp_path) -> None:
    """A roster takes the place of the last one; whom a download shows stays known."""
    with Journal(tmp_path) as journal:
        records = journal.records
        records.meet([Person("x", "From a download")])
        records.enrol([Person("ada", "Ada"), Person("ben", "Ben")])
        records.meet([Person("ada", "ada from a download")])
        records.enrol([Person("ada", "Ada L")])
        assert records.people(listed=True).people == {"ada": Person("ada", "Ada L")}
        assert set(records.people().people) == {"ada", "x"}
