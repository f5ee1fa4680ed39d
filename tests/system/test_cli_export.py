"""`grade export` and `grade EXERCISE --format`, as they are typed."""

import csv
import io
import json
import os
from pathlib import Path
from xml.etree import ElementTree

import pytest

from grader.catalog import Catalog
from grader.cli.main import run
from grader.export import FORMATS
from grader.foundation.model import Environment, Problem, encode_report
from grader.report.score import Circumstances, unjudged

EMPTY = Environment("0.1.0", "3.11.7", "", "2.4.6", "Linux", "not needed")


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in an empty folder, with nothing of a CI job in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(("GITHUB_", "CI")):
            monkeypatch.delenv(name)


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """Return a batch folder: two students, two exercises, one report missing."""
    out = tmp_path / "out"
    for student, exercise in [("ada", "relu"), ("ada", "dropout"), ("=cmd()", "relu")]:
        about = Circumstances("someone", f"{exercise}.py", EMPTY, "2026-03-04T10:20:30+00:00", 0.1)
        problem = Problem("no such file", "There is no file.")
        report = unjudged(Catalog().get(exercise), "ungradable", "no such file", problem, about)
        path = out / "results" / student / f"{exercise}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(encode_report(report))
    (out / "results" / "ada" / ".half.json").write_text("{")
    (out / "gradebook.csv").write_text("student\n")
    return out


def test_a_batch_becomes_a_gradebook(batch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The folder's name is the student; an empty cell is warned of; formulas are quoted."""
    assert run(["export", str(batch), "--format", "canvas-csv"]) == 0
    out, err = capfd.readouterr()
    rows = list(csv.reader(io.StringIO(out)))
    assert [row[0] for row in rows] == ["Student", "Points Possible", "'=cmd()", "ada"]
    assert "1 cells are empty, first =cmd(), dropout" in err


def test_people_and_columns_reach_the_gradebook(
    batch: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """--people, --column, --exercise and --student choose and name."""
    Path("people.csv").write_text("student,name,id\nada,Ada Lovelace,7\n")
    options = ["--people", "people.csv", "--column", "relu=ReLU (12)", "--exercise", "relu"]
    assert run(["export", str(batch), "--format", "canvas-csv", "--student", "ada", *options]) == 0
    out, err = capfd.readouterr()
    assert out.splitlines()[0].endswith("Section,ReLU (12)")
    assert out.splitlines()[2].startswith("Ada Lovelace,7,")
    assert err == ""


def test_one_report_is_exported_by_its_path(batch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A report's JSON is as good as a folder."""
    path = batch / "results" / "ada" / "relu.json"
    assert run(["export", str(path), "--format", "exercism"]) == 0
    assert json.loads(capfd.readouterr().out)["status"] == "error"


def test_output_names_a_file_or_a_folder(batch: Path) -> None:
    """One file goes where it is told; several go into a folder."""
    assert run(["export", str(batch), "--format", "junit", "--output", "a/b.xml"]) == 0
    assert len(ElementTree.parse("a/b.xml").getroot()) == 3  # noqa: S314 - our own document
    assert run(["export", str(batch), "--format", "github", "--output", "a"]) == 0
    assert {path.name for path in Path("a").iterdir()} == {
        "b.xml", "annotations.txt", "summary.md", "outputs.txt",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "gradescope"], "gradescope takes one report, not 3"),
        (["--format", "gradescpe"], "gradescpe"),
        (["--format", "junit", "--student", "eve"], "holds no such report"),
        (["--format", "junit", "--column", "relu"], "write --column EXERCISE=TITLE"),
        (["--format", "junit", "--output", "file/in/file"], "cannot be written"),
    ],
)
def test_wrong_usage_is_told(
    arguments: list[str], told: str, batch: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What cannot be done exits with 2 and says why."""
    Path("file").write_text("")
    assert run(["export", str(batch), *arguments]) == 2
    assert told in capfd.readouterr().err


def test_a_broken_report_is_named(batch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A file that is no report stops the export, with its path; so does a folder without any."""
    path = batch / "results" / "ada" / "relu.json"
    path.write_text("{}")
    assert run(["export", str(batch), "--format", "junit"]) == 2
    assert "relu.json is not a report" in capfd.readouterr().err
    assert run(["export", str(batch / "results"), "--format", "junit"]) == 2
    assert "holds no results/STUDENT/EXERCISE.json" in capfd.readouterr().err


def test_grading_prints_another_format_and_nothing_else(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """`--format` without a path leaves standard output to the result; the report is kept."""
    assert run(["start", "relu"]) == 0
    capfd.readouterr()
    assert run(["relu", "--format", "junit"]) == 1
    assert ElementTree.fromstring(capfd.readouterr().out).get("errors") == "1"  # noqa: S314
    assert Path(".grade/relu/report.html").exists()


@pytest.mark.parametrize("form", [one.name for one in FORMATS])
def test_grading_writes_every_format(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    """`--output` takes the result, and the terminal shows the report."""
    assert run(["start", "relu"]) == 0
    lenient = next(one.lenient for one in FORMATS if one.name == form)
    Path("made").mkdir()
    assert run(["relu", "--format", form, "--output", "made"]) == (0 if lenient else 1)
    assert {path.name for path in Path("made").iterdir()} == next(
        set(one.files) for one in FORMATS if one.name == form
    )
    assert "not started" in capfd.readouterr().out


def test_a_github_job_gets_summary_outputs_and_annotations(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Summary and outputs are appended where the runner says; annotations are printed."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    monkeypatch.setenv("GITHUB_OUTPUT", "outputs.txt")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    folder = Path("homework")
    folder.mkdir()
    (folder / "relu.py").write_text("import tensorflow as tf\nx = (\n")
    for _ in range(2):
        assert run(["relu", "homework/relu.py", "--format", "github"]) == 1
    lines = capfd.readouterr().out.splitlines()
    assert sum(line.startswith("::error file=homework/relu.py,line=2,") for line in lines) == 2
    assert Path("summary.md").read_text().count("# – A network with a ReLU") == 2
    assert Path("outputs.txt").read_text().count("status=ungradable\n") == 2


def test_a_full_job_summary_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would make the summary too large, and so lose it whole, is not written."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    Path("summary.md").write_bytes(b"x" * ((1 << 20) - 50))
    assert run(["start", "relu"]) == 0
    assert run(["relu", "--format", "github"]) == 1
    assert Path("summary.md").stat().st_size <= 1 << 20


@pytest.mark.parametrize(
    "arguments", [["--json", "--format", "junit"], ["--output", "x"]], ids=["two", "none"]
)
def test_options_that_contradict_are_refused(
    arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    """Two formats at once, or a path for none, exit with 2."""
    assert run(["relu", *arguments]) == 2
    assert "format" in capfd.readouterr().err


def test_every_format_is_documented() -> None:
    """docs/exports.md names each format and each file that it makes."""
    text = (Path(__file__).parents[2] / "docs" / "exports.md").read_text()
    for one in FORMATS:
        assert f"`{one.name}`" in text
        assert one.files[0] in text or one.name.endswith("-csv")
