"""A class under pseudonyms: nobody can be told from what is passed on, and the key lies apart."""

import csv
import io
import json
import os
import re
import stat
from pathlib import Path

import msgspec
import pytest

from grader.batch.course import Course
from grader.batch.journal import Journal
from grader.batch.outputs import write_class
from grader.batch.pseudonyms import FOLDER, KEY, draw, keep_pseudonyms
from grader.batch.submissions import HandedIn
from grader.cli.main import run
from grader.export.people import Person
from grader.foundation.model import Problem, SourceLine

ADA = Person("4711", "Ada Lovelace", email="ada@x.example", login="al1815")
ZOE = Person("4712", "Zoë Núñez")
BEN = "Benjamin Britten"
NAMED = re.compile(
    r"(?<![^\W_])(?:471[12]|ada|lovelace|al1815|zoë|núñez|benjamin|britten)(?![^\W_])",
    re.IGNORECASE,
)


@pytest.fixture
def out(tmp_path: Path, report_of, monkeypatch) -> Path:
    """Return a graded class: one who is named all over, one without a file, one missing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRADE_COURSE_KEY", raising=False)
    note = "Taken from Ada L homework.py."
    named = msgspec.structs.replace(
        report_of("4711", 3.0, mistake="no_relu"),
        file="ada_relu.py",
        output="Hello, I am ADA LOVELACE (ada@x.example), not Adam.\n",
        notes=(note, "Not run, for al1815."),
        problem=Problem(
            "NameError", "ada_relu.py: name 'lovelace'", "",
            (SourceLine("ada_relu.py", 3, "lovelace = 4711", 0),),
        ),
    )  # fmt: skip
    unread = msgspec.structs.replace(
        report_of(BEN, 0.0, "ungradable"),
        problem=Problem("not readable", "Benjamin B homework.docx is a Word document."),
    )
    with Journal(tmp_path / "out") as journal:
        found = HandedIn(
            "4711", "relu", "ada_relu.py", b"", notes=(note,), submitted="2026-10-05T12:00:00+00:00"
        )
        journal.add(found, "f", named, accepted=True)
        found = HandedIn(BEN, "relu", "relu.py", b"", unreadable="Benjamin B homework.docx is …")
        journal.add(found, "f", unread, accepted=True)
        journal.records.enrol([ADA, ZOE])
    return tmp_path / "out"


def write(out: Path, *, pseudonyms: bool = False) -> None:
    """Write the class as a batch does."""
    with Journal(out) as journal:
        if pseudonyms:
            keep_pseudonyms(journal, b"course key")
        write_class(out, journal, ["relu"], Course())


def texts(folder: Path) -> dict[str, str]:
    """Return all files below a folder, with their names in their texts."""
    return {
        name: f"{name}\n{path.read_text()}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (name := str(path.relative_to(folder)))
    }


def key_of(out: Path) -> dict[str, str]:
    """Return the pseudonyms by student."""
    return {
        row["student"]: row["pseudonym"]
        for row in csv.DictReader(io.StringIO((out / KEY).read_text()))
    }


def test_nobody_is_named(out) -> None:
    """Neither in the pages nor in the tables nor by the names of files; points are the same."""
    write(out, pseudonyms=True)
    found = texts(out / FOLDER)
    assert {"index.html", "gradebook.csv", "totals.csv", "timing.html"} < set(found)
    assert not [name for name in found if "sqlite" in name or KEY in name]
    for name, text in found.items():
        assert not NAMED.search(text), name
    key = key_of(out)
    assert set(key) == {"4711", "4712", BEN}
    rows = {
        row["student"]: row
        for row in csv.DictReader(io.StringIO(found["gradebook.csv"].partition("\n")[2]))
    }
    assert {student: rows[key[student]]["score"] for student in key} == {
        "4711": "3",
        "4712": "0",
        BEN: "0",
    }
    report = json.loads((out / FOLDER / "results" / key["4711"] / "relu.json").read_text())
    assert report["output"] == f"Hello, I am {key['4711']} ({key['4711']}), not Adam.\n"
    assert (report["file"], report["notes"]) == ("relu.py", [f"Not run, for {key['4711']}."])
    assert "4711" in (out / "gradebook.csv").read_text()


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_the_key_is_its_owners_alone(out) -> None:
    """It lies beside the journal, and nobody else can read it."""
    write(out, pseudonyms=True)
    assert stat.S_IMODE((out / KEY).stat().st_mode) == 0o600
    assert not (out / FOLDER / KEY).exists()


def test_pseudonyms_stay(out, report_of) -> None:
    """Later runs and decisions write the folder anew, with the same ones, also with another key."""
    write(out)
    assert not (out / FOLDER).exists()
    write(out, pseudonyms=True)
    before, tree = key_of(out), texts(out / FOLDER)
    write(out)
    assert texts(out / FOLDER) == tree
    command = ["override", str(out), "4711", "relu", "8", "--reason", "Ada explained it."]
    assert run([*command, "--author", "Dr. T"]) == 0
    rows = texts(out / FOLDER)["gradebook.csv"]
    assert f"{before['4711']} explained it." in rows
    with Journal(out) as journal:
        keep_pseudonyms(journal, b"another key")
        journal.add(
            HandedIn("new", "relu", "relu.py", b""), "f", report_of("new", 1.0), accepted=True
        )
        journal.records.rename({BEN: "4713"})
        write_class(out, journal, ["relu"], Course())
    after = key_of(out)
    assert set(after) == {"4711", "4712", "4713", "new"}
    assert {student: after[student] for student in ("4711", "4712")} == {
        student: before[student] for student in ("4711", "4712")
    }
    folders = {path.name for path in (out / FOLDER / "results").iterdir() if path.is_dir()}
    assert folders == {after["4711"], after["4713"], after["new"]}


def test_exports_under_pseudonyms(out, capfd) -> None:
    """Any format, and a table with pages; `grade export` writes the folder if need be."""
    assert run(["export", str(out), "--pseudonyms", "--format", "nbgrader-csv"]) == 0
    made = capfd.readouterr().out
    assert not NAMED.search(made)
    assert f"2026-10-05 12:00:00,{key_of(out)['4711']}," in made
    assert run(["export", str(out), "--pseudonyms", "--to", "html", "--output", "back"]) == 0
    assert key_of(out)["4711"] in Path("back/html.csv").read_text()
    capfd.readouterr()
    for wrong, told in (
        (["--to", "canvas"], "Canvas knows nobody by a pseudonym"),
        (["--format", "canvas-csv", "--people", "out/gradebook.csv"], "exclude each other"),
    ):
        assert run(["export", str(out), "--pseudonyms", *wrong]) == 2
        assert told in capfd.readouterr().err


def test_pseudonyms_do_not_depend_on_who_else_is_there() -> None:
    """Two classes with one key have the same pseudonym for the same student; all differ."""
    small, large = draw(b"k", ["a", "b"]), draw(b"k", map(str, range(3000)))
    assert draw(b"k", ["a", "b", "c"]).items() >= small.items()
    assert len(set(large.values())) == 3000
    assert draw(b"l", ["a"])["a"] != small["a"]
