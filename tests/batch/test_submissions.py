"""What was handed in is found, whatever folder, archive or name it lies in."""

import os
import zipfile
from pathlib import Path

import pytest

from grader.batch.submissions import Delivery, HandedIn, find
from grader.catalog import Catalog
from grader.export.people import read_people
from grader.foundation.errors import UsageFault
from grader.pipeline.reader import Reader


@pytest.fixture
def found(tmp_path: Path, catalog: Catalog, reader: Reader):
    """Return a function that finds what lies in the test's folder."""

    def run(*slugs: str, root: Path = tmp_path) -> Delivery:
        exercises = [catalog.get(slug) for slug in slugs or ("relu", "dropout")]
        return find(root, exercises, reader, only=bool(slugs))

    return run


def _write(path: Path, text: str = "x = 1\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def _names(delivery: Delivery) -> list[tuple[str, str]]:
    return [(one.student, one.exercise) for one in delivery.rows]


def _read(delivery: Delivery) -> list[HandedIn]:
    return list(delivery.read())


def test_a_folder_per_student(tmp_path, found):
    """Files are matched by the exercise's name and sorted by student and exercise."""
    for name in ("ben/relu.py", "anna/relu.py", "anna/dropout.py"):
        _write(tmp_path / name)
    assert _names(found()) == [("anna", "dropout"), ("anna", "relu"), ("ben", "relu")]


def test_what_is_no_submission_is_told(tmp_path, found):
    """Other files are listed as ignored; hidden ones are passed over."""
    for name in ("anna/relu.py", "anna/notes.txt", "anna/.DS_Store", "readme.md"):
        _write(tmp_path / name)
    delivery = found()
    assert _names(delivery) == [("anna", "relu")]
    assert delivery.ignored == ("anna/notes.txt", "readme.md")


def test_flat_files_of_one_exercise(tmp_path, found):
    """`<student>.py` counts when one exercise is asked for, and is told when there are more."""
    _write(tmp_path / "anna.py")
    assert _names(found("relu")) == [("anna", "relu")]
    with pytest.raises(UsageFault, match="no submission was found") as fault:
        found()
    assert "--exercise" in fault.value.hint


def test_a_students_archive(tmp_path, found):
    """`<student>.zip` is read, with or without a folder in it."""
    for student, inner in (("anna", "relu.py"), ("ben", "work/relu.py")):
        with zipfile.ZipFile(tmp_path / f"{student}.zip", "w") as archive:
            archive.writestr(inner, "y = 2\n")
    delivery = found()
    assert _names(delivery) == [("anna", "relu"), ("ben", "relu")]
    assert {one.raw for one in _read(delivery)} == {b"y = 2\n"}


def test_an_archive_of_the_class(tmp_path, found):
    """The whole folder may be an archive, also with one folder around it all."""
    for around in ("", "class/"):
        path = tmp_path / "class.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"{around}anna/relu.py", "y = 2\n")
            archive.writestr(f"{around}ben/relu.py", "y = 3\n")
            archive.writestr("__MACOSX/anna/._relu.py", "")
        assert _names(found(root=path)) == [("anna", "relu"), ("ben", "relu")]


def test_a_file_that_is_too_large_is_not_kept(tmp_path, found):
    """A member that unpacks to 100 MB is told as too large, and no byte of it is kept."""
    with zipfile.ZipFile(tmp_path / "anna.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("relu.py", b"#" * (100 << 20))
    (one,) = _read(found())
    assert (one.raw, one.unreadable) == (b"", "relu.py is larger than 1 MiB.")


@pytest.mark.parametrize("name", ["../relu.py", "/etc/relu.py", "a/../../relu.py"])
def test_archives_cannot_name_places_outside(tmp_path, found, name):
    """A path that climbs out is not read; its student has a row that says so."""
    with zipfile.ZipFile(tmp_path / "anna.zip", "w") as archive:
        archive.writestr(name, "y = 2\n")
    (one,) = _read(found("relu"))
    assert (one.student, one.raw) == ("anna", b"")
    assert "leads out of the archive" in one.unreadable


def test_links_are_not_followed(tmp_path, found):
    """A link to the solution is no submission, neither in a folder nor in an archive."""
    target = _write(tmp_path / "elsewhere" / "answer.txt")
    (tmp_path / "anna").mkdir()
    os.symlink(target, tmp_path / "anna" / "relu.py")
    info = zipfile.ZipInfo("relu.py")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "ben.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    os.symlink(tmp_path / "ben.zip", tmp_path / "carl.zip")
    rows = [one for one in _read(found("relu")) if one.student != "elsewhere"]
    for one in rows:
        assert "is a link" in one.unreadable
        assert one.raw == b""
    assert len(rows) == 3


def test_other_files_than_regular_ones(tmp_path, found):
    """A folder or a pipe of the right name is unreadable; what is in such a folder is read."""
    (tmp_path / "anna" / "relu.py").mkdir(parents=True)
    (tmp_path / "ben").mkdir()
    os.mkfifo(tmp_path / "ben" / "relu.py")
    reasons = [one.unreadable for one in _read(found())]
    assert reasons == ["relu.py is a folder, not a file.", "relu.py is not a regular file."]
    _write(tmp_path / "anna" / "relu.py" / "relu.py")
    assert next(one.unreadable for one in _read(found())) == ""


def test_names_that_are_not_utf8(tmp_path, found):
    """A student's folder may be named in any bytes."""
    folder = os.fsencode(tmp_path) + b"/J\xfcrgen"
    os.mkdir(folder)
    with open(folder + b"/relu.py", "wb") as file:
        file.write(b"x = 1\n")
    assert _names(found()) == [("J�rgen", "relu")]


def test_broken_archives(tmp_path, found):
    """A student's broken archive is a row, and stands in no file's way; a class's is an error."""
    broken = _write(tmp_path / "anna" / "work.zip", "no archive")
    (one,) = _read(found("relu"))
    assert "work.zip cannot be unpacked" in one.unreadable
    _write(tmp_path / "anna" / "relu.py")
    (one,) = _read(found("relu"))
    assert (one.file, one.unreadable) == ("relu.py", "")
    with pytest.raises(UsageFault, match="cannot be"):
        found(root=broken)


def test_encrypted_members(tmp_path, found):
    """A member that cannot be unpacked is unreadable, with the reason."""
    with zipfile.ZipFile(tmp_path / "anna.zip", "w") as archive:
        archive.writestr("relu.py", "y = 2\n")
    raw = (tmp_path / "anna.zip").read_bytes()
    for header, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.index(header) + flag
        raw = raw[:at] + b"\x01\x00" + raw[at + 2 :]
    (tmp_path / "anna.zip").write_bytes(raw)
    assert "encrypted" in _read(found())[0].unreadable


def test_when_it_was_handed_in(tmp_path, found):
    """The time of the file's last change, or what submissions.csv says, in UTC."""
    for student in ("anna", "ben"):
        os.utime(_write(tmp_path / student / "relu.py"), (1_700_000_000, 1_700_000_000))
    _write(
        tmp_path / "submissions.csv",
        "student,exercise,submitted\nben,relu,2026-10-05T23:59:00+02:00\n",
    )
    delivery = found()
    times = [one.submitted for one in delivery.rows]
    assert times == ["2023-11-14T22:13:20+00:00", "2026-10-05T21:59:00+00:00"]
    assert delivery.ignored == ()


HEADER = "student,exercise,submitted\n"


@pytest.mark.parametrize(
    ("text", "told", "hint"),
    [
        ("student,when\nanna,1\n", "line 1: there is no column 'exercise'", "the columns"),
        ("student,exercise,submited\nanna,relu,1\n", "no column 'submitted'", "mean submitted"),
        (f"{HEADER}a,b,c\n", "line 2: 'c' is no time", "2026-10-05T23:59:00"),
        (f"{HEADER}a,b,05/10/2026 23:59\n", "line 2: '05/10/2026 23:59' is no time", "2026-10-05T"),
        (
            f"{HEADER}anna,relu,2026-10-05\nben,relu,2026-10-05\nanna,relu,2026-10-06\n",
            "line 4: anna, relu is on line 2 already",
            "one line for each",
        ),
    ],
    ids=["columns", "heading", "time", "other date", "twice"],
)
def test_a_table_that_cannot_be_read(tmp_path, found, text, told, hint):
    """A wrong column or time, or a student who is there twice, is told with the line."""
    _write(tmp_path / "submissions.csv", text)
    with pytest.raises(UsageFault) as fault:
        found()
    assert told in fault.value.message
    assert hint in fault.value.hint


def test_a_table_from_a_spreadsheet(tmp_path, found):
    """Semicolons, a byte order mark and headings in capitals are understood."""
    _write(tmp_path / "anna" / "relu.py")
    rows = "anna;relu;2026-10-05T12:00:00+02:00\neve;relu;2026-10-05\n"
    text = f"\ufeffStudent;Exercise;Submitted\n{rows}"
    _write(tmp_path / "submissions.csv", text)
    delivery = found()
    assert [one.submitted for one in delivery.rows] == ["2026-10-05T10:00:00+00:00"]
    assert delivery.warnings == (
        "submissions.csv tells when eve handed in relu, but nothing of that is there",
    )


def test_a_table_with_two_names_of_one_student(tmp_path, catalog, reader):
    """Two times of one student are refused, also under the roster's name and the download's."""
    _write(tmp_path / "4711" / "relu.py")
    roster = read_people(b"student,id\nanna,4711\n", "people.csv")
    rows = "anna,relu,2026-10-05\n4711,relu,2026-10-06\n"
    _write(tmp_path / "submissions.csv", f"{HEADER}{rows}")
    with pytest.raises(UsageFault, match="two times for relu of one student, 4711 and anna"):
        find(tmp_path, [catalog.get("relu")], reader, roster=roster)


def test_no_such_folder(tmp_path, found):
    """A missing folder is an error that names it."""
    with pytest.raises(UsageFault, match="nowhere"):
        found(root=tmp_path / "nowhere")
