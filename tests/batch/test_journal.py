"""The journal keeps every attempt, knows the current one, and is used by one process at a time."""

import os
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from grader.batch import journal as journal_module
from grader.batch.journal import FILE, Journal
from grader.batch.journal_format import statements
from grader.batch.submissions import HandedIn
from grader.foundation.errors import UsageFault
from grader.foundation.model import Report, encode_report


def _handed_in(student: str = "anna", raw: bytes = b"x = 1\n") -> HandedIn:
    return HandedIn(student, "relu", "relu.py", raw)


@pytest.fixture
def journal(tmp_path: Path):
    """Return an empty journal."""
    with Journal(tmp_path / "out") as one:
        yield one


def test_what_is_added_comes_back(journal, report_of):
    """File and report are returned as they were given."""
    report = report_of("anna", 3.0)
    journal.add(_handed_in(), "f1", report, accepted=True)
    (entry,) = journal.attempts()
    assert (entry.student, entry.exercise, entry.fingerprint) == ("anna", "relu", "f1")
    assert journal.report(entry) == report
    again = journal.handed_in(entry)
    assert (again.student, again.exercise, again.file, again.raw) == (
        "anna",
        "relu",
        "relu.py",
        b"x = 1\n",
    )


def test_a_proposed_result_counts_once_it_is_accepted(journal, report_of):
    """A regrading of the same file replaces the result, when it is accepted."""
    for score, accepted in ((3.0, True), (5.0, True), (7.0, False)):
        journal.add(_handed_in(), f"f{score}", report_of("anna", score), accepted=accepted)
    assert [entry.score for entry in journal.attempts()] == [5.0]
    assert [entry.score for entry in journal.proposed()] == [7.0]
    journal.accept(journal.proposed())
    assert [entry.score for entry in journal.attempts()] == [7.0]
    assert journal.proposed() == []


def test_only_what_is_named_is_accepted(journal, report_of):
    """A proposal for another exercise stays one; what was graded since then is none any more."""
    for exercise in ("relu", "dropout"):
        found = HandedIn("anna", exercise, f"{exercise}.py", b"x")
        journal.add(found, "f", report_of("anna", 1.0, exercise=exercise), accepted=True)
        again = journal.handed_in(journal.attempts()[-1 if exercise == "relu" else 0])
        journal.add(again, "g", report_of("anna", 2.0, exercise=exercise), accepted=False)
    assert [one.exercise for one in journal.proposed()] == ["dropout", "relu"]
    journal.accept([one for one in journal.proposed() if one.exercise == "relu"])
    assert [(one.exercise, one.score) for one in journal.attempts()] == [
        ("dropout", 1.0),
        ("relu", 2.0),
    ]
    assert [one.exercise for one in journal.proposed()] == ["dropout"]
    found = HandedIn("anna", "dropout", "dropout.py", b"x")
    journal.add(found, "h", report_of("anna", 3.0, exercise="dropout"), accepted=True)
    assert journal.proposed() == []


def test_a_journal_of_the_first_format_is_taken_over(tmp_path, report_of):
    """What an earlier version wrote is read, and added to, as if it were of this one."""
    db = sqlite3.connect(tmp_path / FILE)
    for statement in statements(0)[: len(statements(0)) - len(statements(1))]:
        db.execute(statement)
    report = zlib.compress(encode_report(report_of("anna", 3.0)))
    row = (
        "anna",
        "relu",
        1,
        "",
        "relu.py",
        "",
        zlib.compress(b"x"),
        "f",
        "failed",
        3,
        10,
        report,
        1,
    )
    db.execute("INSERT INTO attempt VALUES (1,?,?,?,?,?,?,?,?,?,?,?,?,?)", row)
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.close()
    with Journal(tmp_path) as journal:
        (entry,) = journal.attempts()
        assert (entry.student, journal.handed_in(entry).notes) == ("anna", ())
        found = HandedIn("ben", "relu", "a.py", b"y", late=True, notes=("Note.",), place="b/a.py")
        journal.add(found, "f", report_of("ben", 1.0), accepted=True)
        again = journal.handed_in(journal.attempts()[1])
        assert (again.late, again.notes, again.place) == (True, ("Note.",), "b/a.py")


def test_attempts_are_counted(journal, report_of):
    """Another file is another attempt; the same file keeps number and time of its first."""
    for raw, when in ((b"a", "t1"), (b"b", "t2"), (b"b", "t3"), (b"a", "t4")):
        found = HandedIn("anna", "relu", "relu.py", raw, submitted=when)
        journal.add(found, "f", report_of("anna", 1.0), accepted=True)
    entries = journal.attempts()
    assert [(one.attempt, one.submitted) for one in entries] == [(1, "t1"), (2, "t2"), (3, "t4")]
    again = journal.handed_in(entries[1])
    assert (again.raw, again.attempt, again.submitted) == (b"b", 2, "t2")
    journal.add(again, "g", report_of("anna", 9.0), accepted=False)
    journal.accept(journal.proposed())
    assert [one.score for one in journal.attempts()] == [1.0, 9.0, 1.0]


def test_entries_are_sorted(journal, report_of):
    """By student, whatever the order in which they were graded."""
    for student in ("carl", "anna", "ben"):
        journal.add(_handed_in(student), "f", report_of(student, 1.0), accepted=True)
    assert [entry.student for entry in journal.attempts()] == ["anna", "ben", "carl"]


def test_the_key_is_drawn_once(tmp_path):
    """Without a key of the course, all runs into a folder use the same drawn one."""
    with Journal(tmp_path) as journal:
        first = journal.course_key(None)
        assert journal.course_key(b"given") == b"given"
    with Journal(tmp_path) as journal:
        assert journal.course_key(None) == first
    assert len(first) == 32


def test_the_journal_is_private(tmp_path):
    """Only its owner reads the file that holds the key."""
    with Journal(tmp_path):
        assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("uid", "others"), [(65534, 0), (0, 0o055)])
def test_its_folder_is_closed_to_children_that_are_another_user(tmp_path, monkeypatch, uid, others):
    """What one student got, or the size of it, is not there for another one's script to see."""
    monkeypatch.setattr(journal_module, "child_uid", lambda: uid)
    mask = os.umask(0o022)
    try:
        with Journal(tmp_path / "out"):
            pass
    finally:
        os.umask(mask)
    assert (tmp_path / "out").stat().st_mode & 0o077 == others


def test_two_processes_do_not_share_it(tmp_path):
    """A second opening is refused with the reason."""
    with Journal(tmp_path), pytest.raises(UsageFault, match="another grading is using it"):
        Journal(tmp_path)


@pytest.mark.parametrize("damage", [b"not a database, but long enough to be read as one" * 20])
def test_a_damaged_file(tmp_path, damage):
    """A file that is no journal is an error that names it, and is left as it is."""
    (tmp_path / FILE).write_bytes(damage)
    with pytest.raises(UsageFault, match="is damaged"):
        Journal(tmp_path)
    assert (tmp_path / FILE).read_bytes() == damage


def test_another_version(tmp_path):
    """A journal of another format is refused."""
    with Journal(tmp_path):
        pass
    db = sqlite3.connect(tmp_path / FILE)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(UsageFault, match="another version"):
        Journal(tmp_path)


@pytest.mark.parametrize("file", [b"not a database" * 100, b""], ids=["damaged", "locked"])
def test_what_could_not_be_opened_is_closed(tmp_path, monkeypatch, file):
    """A refused journal leaves no connection open for whatever comes next."""
    made = []

    def connect(*args: object, **options: object) -> sqlite3.Connection:
        made.append(sqlite3.Connection(*args, **options))
        return made[-1]

    (tmp_path / FILE).write_bytes(file)
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        if not file:
            other.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr(sqlite3, "connect", connect)
        with pytest.raises(UsageFault):
            Journal(tmp_path)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        made[0].execute("SELECT 1")


def test_nothing_there(tmp_path):
    """Regrading needs a folder that was graded into."""
    with pytest.raises(UsageFault, match="holds no gradebook"):
        Journal(tmp_path, create=False)
    assert os.listdir(tmp_path) == []


def test_reports_survive_a_copy_of_the_files(journal, tmp_path, report_of):
    """What was added is in the files at once, not only in memory."""
    journal.add(_handed_in(), "f", report_of("anna", 2.0), accepted=True)
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in (tmp_path / "out").iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    with Journal(copy) as other:
        reports: list[Report] = [other.report(entry) for entry in other.attempts()]
    assert [report.score for report in reports] == [2.0]


def test_damage_in_the_middle_is_told(tmp_path, report_of):
    """A journal with zeros amid its pages is an error that names it, whatever is read first."""
    with Journal(tmp_path) as journal:
        for number in range(200):
            found = HandedIn(f"s{number}", "relu", "relu.py", os.urandom(3_000))
            journal.add(found, "f", report_of(f"s{number}", 2.0), accepted=True)
    raw = bytearray((tmp_path / FILE).read_bytes())
    for at in range(8 << 10, len(raw), 16 << 10):
        raw[at : at + (4 << 10)] = bytes(4 << 10)
    (tmp_path / FILE).write_bytes(raw)
    with pytest.raises(UsageFault, match="is damaged"), Journal(tmp_path) as journal:
        read_everything(journal)


@pytest.mark.parametrize(
    "packed", [b"no zlib", zlib.compress(b"{}"), zlib.compress(bytes(80 << 20))]
)
def test_a_report_that_is_none_is_told(tmp_path, packed, report_of):
    """A report that cannot be unpacked, is none, or unpacks without end is damage."""
    with Journal(tmp_path) as journal:
        journal.add(_handed_in(), "f", report_of("anna", 2.0), accepted=True)
    db = sqlite3.connect(tmp_path / FILE)
    db.execute("UPDATE attempt SET report = ?, source = ?", (packed, b"no zlib"))
    db.commit()
    db.close()
    with Journal(tmp_path) as journal:
        (entry,) = journal.attempts()
        for read in (journal.report, journal.handed_in):
            with pytest.raises(UsageFault, match="is damaged"):
                read(entry)


def read_everything(journal: Journal) -> None:
    """Read every attempt with its report and its source."""
    for entry in journal.attempts():
        journal.report(entry)
        journal.handed_in(entry)
