"""From a platform's download to its upload: ids, points, comments and feedback files go back."""

import csv
import io
import json
import math
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from grader.batch.course import read_course
from grader.batch.journal import Journal
from grader.batch.outputs import write_class
from grader.batch.submissions import HandedIn, find
from grader.catalog import Catalog, Exercise
from grader.cli.main import run
from grader.export.people import read_people
from grader.foundation.model import CheckResult, Environment, Report, encode_report

HERE = Environment("0", "3.11", "2.21", "2.4", "Linux", "strong")
DUE = datetime.fromisoformat("2026-10-05T21:59:00+00:00")


def report_on(found: HandedIn, exercise: Exercise, number: int) -> Report:
    """Return a report in which the checks passed that are the bits of a number."""
    checks = tuple(
        CheckResult(
            rule.name,
            rule.description,
            "passed" if number >> at & 1 else "failed",
            rule.points if number >> at & 1 else 0.0,
            rule.points,
        )
        for at, rule in enumerate(exercise.checks)
    )
    return Report(
        schema_version=1,
        exercise=exercise.slug,
        title=exercise.rules.title,
        student=found.student,
        file=found.file,
        status="passed" if all(one.score for one in checks) else "failed",
        score=sum(one.score for one in checks),
        max_score=exercise.max_score,
        message="Graded.",
        mistake=None,
        problem=None,
        checks=checks,
        output="",
        environment=HERE,
        started="",
        duration_s=0.0,
        notes=found.notes,
    )


@pytest.fixture
def graded(tmp_path: Path, reader, monkeypatch: pytest.MonkeyPatch):
    """Return a function that writes down made reports for all that lies in a folder."""
    monkeypatch.chdir(tmp_path)
    exercise = Catalog().get("relu")

    def grade(root: Path, roster: str = "") -> Path:
        out = tmp_path / "graded"
        course = read_course(Path("course.toml"), ["relu"])
        people = read_people(roster.encode(), "people.csv") if roster else None
        delivery = find(root, [exercise], reader, only=True, roster=people)
        with delivery, Journal(out) as journal:
            for number, found in enumerate(delivery.read()):
                journal.add(found, "f", report_on(found, exercise, number), accepted=True)
            journal.records.meet(delivery.enrolled.people)
            if people:
                journal.records.enrol(people.people.values())
            journal.records.keep_course(Path("course.toml").read_text())
            write_class(out, journal, ["relu"], course)
        return out

    return grade


def table(path: Path) -> list[dict[str, str]]:
    """Return a CSV file's rows."""
    return list(csv.DictReader(io.StringIO(path.read_text())))


def test_sixty_students_of_canvas(tmp_path: Path, zip_of, graded) -> None:
    """The points that go back are those of a calculation by hand, for each of 60 students."""
    folder = tmp_path / "class"
    folder.mkdir()
    names = {1000 + n: f"student{n:03}_{1000 + n}_{70000 + n}_relu.py" for n in range(60)}
    (folder / "submissions.zip").write_bytes(zip_of(dict.fromkeys(names.values(), b"x = 1\n")))
    moments = {user: DUE + timedelta(hours=user % 7 * 10 - 20) for user in names}
    rows = [f"{user},relu,{moment.isoformat()}" for user, moment in moments.items()]
    (folder / "submissions.csv").write_text("\n".join(["student,exercise,submitted", *rows]))
    Path("course.toml").write_text(
        "[late]\nper_day = 0.1\ncap = 0.2\n[due]\nrelu = 2026-10-05T21:59:00\n"
        "[[extension]]\nstudent = '1006'\ndue = 2026-12-01T00:00:00\n"
        "[[extension]]\nstudent = '1013'\nexercise = 'relu'\n"
    )
    out = graded(folder)
    exercise = Catalog().get("relu")
    dropped = exercise.checks[2]
    for user, points in (("1001", "9.25"), ("1059", "0")):
        assert run(["override", str(out), user, "relu", points, "--reason", "By hand."]) == 0
    assert run(["excuse", str(out), "relu", "--check", dropped.name, "--reason", "Wrong."]) == 0
    command = ["export", str(out), "--to", "canvas", "--output", "back"]
    assert run([*command, "--column", "relu=ReLU (12345)"]) == 0
    sent = {row["ID"]: row["ReLU (12345)"] for row in table(Path("back/canvas.csv"))}
    assert sent.pop("") == f"{exercise.max_score:g}"  # the row of possible points
    assert len(sent) == 60
    for number, user in enumerate(sorted(names)):
        reached = sum(
            rule.points
            for at, rule in enumerate(exercise.checks)
            if number >> at & 1 or rule is dropped
        )
        days = math.ceil((moments[user] - DUE) / timedelta(days=1))
        late = days > 0 and user not in (1006, 1013)
        wanted = reached * (1 - min(0.2, 0.1 * days)) if late else reached
        wanted = {1001: 9.25, 1059: 0.0}.get(user, wanted)
        assert float(sent[str(user)]) == pytest.approx(wanted, abs=0.0051), user
    comments = {row["ID"]: row["Comment"] for row in table(Path("back/canvas-comments.csv"))}
    most = f"{exercise.max_score:g}"
    assert all(comments[user].startswith(f"{sent[user]} of {most} points. ") for user in sent)
    assert "By hand." in comments["1001"]
    assert all("Wrong." in text for text in comments.values())
    with zipfile.ZipFile("back/canvas-feedback.zip") as archive:
        assert archive.namelist() == sorted(
            name.removesuffix(".py") + ".html" for name in names.values()
        )


def test_what_goes_back_is_what_holds_now(download, graded, capfd) -> None:
    """An extension that is written into course.toml after the grading counts in the export.

    What there is of an exercise that is no longer in the course is left out, and that is told.
    """
    Path("course.toml").write_text("[late]\nper_day = 0.5\n[due]\nrelu = 2026-10-04T00:00:00\n")
    root, _ = download("brightspace")
    out = graded(root)
    command = ["export", str(out), "--format", "nbgrader-csv", "--output", "back.csv"]
    assert run(command) == 0
    before = {row["student_id"]: float(row["score"]) for row in table(Path("back.csv"))}
    with Path("course.toml").open("a") as course:
        course.write("[[extension]]\nstudent = '1001'\n")
    assert run(command) == 0
    after = {row["student_id"]: float(row["score"]) for row in table(Path("back.csv"))}
    changed = {student for student in before if before[student] != after[student]}
    assert changed == {"1001"}
    assert after["1001"] > before["1001"]
    with Journal(out) as journal:
        (entry, *_) = journal.attempts()
        gone = msgspec.structs.replace(journal.report(entry), exercise="gone")
        journal.add(HandedIn("1001", "gone", "gone.py", b""), "f", gone, accepted=True)
        (out / "results" / "1001" / "gone.json").write_bytes(encode_report(gone))
    capfd.readouterr()
    assert run(command) == 0
    assert "no such exercise any more: gone (1 result)" in capfd.readouterr().err
    assert {row["assignment"] for row in table(Path("back.csv"))} == {"relu"}


def test_canvas_is_told_its_own_numbers(download, graded) -> None:
    """They come from the names of the files where the roster knows the university's alone."""
    Path("course.toml").write_text("")
    root, _ = download("canvas")
    out = graded(root, "name,id\nAda Lovelace,4711\nGrace Hopper,4712\n")
    assert run(["export", str(out), "--to", "canvas", "--output", "back"]) == 0
    numbers = {row["Student"]: row["ID"] for row in table(Path("back/canvas.csv"))}
    assert (numbers["Ada Lovelace"], numbers["Grace Hopper"]) == ("100", "101")
    comments = {row["Student"]: row["ID"] for row in table(Path("back/canvas-comments.csv"))}
    assert {name: numbers[name] for name in comments} == comments


ABSENT = "name,id,canvas_id\nIda One,1,501\nIda Two,2,502\nIda Three,3,503\nAda Lovelace,4,100\n"


def test_what_is_decided_about_those_who_handed_in_nothing(download, graded, capfd) -> None:
    """Points that are given and what is excused go back; who has neither is told, and left out."""
    Path("course.toml").write_text("")
    root, _ = download("canvas")
    out = graded(root, ABSENT)
    reason = ["--reason", "Ill."]
    assert run(["override", str(out), "1", "relu", "5", *reason]) == 0
    for student in ("2", "4"):
        assert run(["excuse", str(out), "relu", "--student", student, *reason]) == 0
    capfd.readouterr()
    command = ["export", str(out), "--to", "canvas", "--output", "back"]
    assert run([*command, "--column", "relu=ReLU (1)"]) == 0
    sent = {row["ID"]: row["ReLU (1)"] for row in table(Path("back/canvas.csv"))}
    assert {number: sent.get(number) for number in ("501", "502", "503", "100")} == {
        "501": "5", "502": "EX", "503": None, "100": "EX",
    }  # fmt: skip
    told = capfd.readouterr().err
    assert "1 student on the roster handed in nothing" in told
    assert "without a feedback file" not in told
    assert run(["export", str(out), "--to", "moodle", "--output", "back"]) == 0
    ids = {row["ID number"]: row["Grade"] for row in table(Path("back/moodle-relu.csv"))}
    assert (ids.get("1"), ids.get("2"), ids.get("4")) == ("5", None, None)
    assert run(["export", str(out), "--format", "junit", "--output", "junit.xml"]) == 0
    assert "Ida One" not in Path("junit.xml").read_text()


def test_classroom50_is_told_the_owner_and_the_time(tmp_path, graded, capfd) -> None:
    """A batch has them from the names of clones, and from submissions.csv."""
    Path("course.toml").write_text("")
    root = tmp_path / "relu-submissions"
    for user in ("ada", "ben"):
        (root / f"relu-{user}").mkdir(parents=True)
        (root / f"relu-{user}" / "relu.py").write_text("x = 1\n")
    (root / "submissions.csv").write_text(
        "student,exercise,submitted\nada,relu,2026-10-05T12:00Z\n"
    )
    out = graded(root)
    command = ["export", str(out), "--format", "classroom50", "--exercise", "relu", "--student"]
    capfd.readouterr()
    assert run([*command, "ada"]) == 0
    result = json.loads(capfd.readouterr().out)
    assert (result["owner"], result["datetime"]) == ("ada", "2026-10-05T12:00:00Z")
    assert run([*command, "ben"]) == 2
    assert "not known when ben handed in relu" in capfd.readouterr().err


@pytest.mark.parametrize("form", ["moodle", "moodle-newer", "moodle-flat"])
def test_moodle_gets_a_worksheet_and_its_own_folders(form, download, graded, zip_of) -> None:
    """Participants are those of the download, feedback lies where their files lay."""
    Path("course.toml").write_text("")
    root, wanted = download(form)
    out = graded(root)
    assert run(["excuse", str(out), "relu", "--student", "Ada Lovelace", "--reason", "Ill."]) == 0
    assert run(["export", str(out), "--to", "moodle", "--output", "back"]) == 0
    rows = table(Path("back/moodle-relu.csv"))
    numbers = {row["Identifier"] for row in rows}
    assert numbers == {f"Participant {5000 + n}" for n in range(1, 12)} | {"Participant 6000"}
    assert all(row["Grade"] and row["Feedback comments"] for row in rows)
    with zipfile.ZipFile("back/moodle-relu-feedback.zip") as archive:
        names = archive.namelist()
    assert len(names) == len(wanted)
    tops = {path.name for path in root.iterdir()}
    if form == "moodle-flat":
        assert "Ada Lovelace_5000_assignsubmission_file_relu.html" in names
    else:
        assert {name.split("/")[0] for name in names} == tops


def test_nbgrader_gets_its_table_and_feedback_folder(download, graded) -> None:
    """Times of due date and hand-in are filled in; pages lie by student and assignment."""
    Path("course.toml").write_text("[due]\nrelu = 2026-10-06T00:00:00\n")
    root, wanted = download("nbgrader")
    out = graded(root)
    assert run(["export", str(out), "--to", "nbgrader", "--output", "back"]) == 0
    rows = table(Path("back/nbgrader.csv"))
    assert {(row["duedate"], row["timestamp"]) for row in rows} == {
        ("2026-10-06 00:00:00", "2026-10-05 22:41:10")
    }
    pages = {str(path.relative_to("back")) for path in Path("back/feedback").rglob("*.html")}
    assert pages == {f"feedback/{student}/relu/relu.html" for student, _ in wanted}


@pytest.mark.parametrize("to", ["brightspace", "blackboard", "html"])
def test_others_get_a_table_and_pages(to, download, graded, capfd) -> None:
    """A row and a page for each student; who handed in nothing is told, and gets no grade."""
    Path("course.toml").write_text("")
    root, wanted = download("brightspace" if to == "html" else to)
    students = sorted({student for student, _ in wanted})
    roster = "student,login\n" + "".join(f"{one},u{one}\n" for one in [*students, "idle"])
    out = graded(root, roster)
    capfd.readouterr()
    assert run(["export", str(out), "--to", to, "--output", "back"]) == 0
    assert "1 student on the roster handed in nothing" in capfd.readouterr().err
    rows = table(Path(f"back/{to}.csv"))
    assert sorted(row["Username"] for row in rows) == [f"u{one}" for one in students]
    with zipfile.ZipFile(f"back/{to}-feedback.zip") as archive:
        assert len(archive.namelist()) == len(students)


def test_one_of_format_and_to(graded, capfd) -> None:
    """Neither or both is wrong usage."""
    assert run(["export", "."]) == 2
    assert run(["export", ".", "--to", "canvas", "--format", "junit"]) == 2
    assert "one of --format and --to" in capfd.readouterr().err
