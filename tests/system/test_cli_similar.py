"""`grade similar` as an instructor types it."""

import re
from pathlib import Path

import pytest

from grader.batch.journal import Journal
from grader.batch.submissions import HandedIn
from grader.catalog import Catalog
from grader.cli.main import run
from grader.foundation.model import SCHEMA_VERSION, Environment, Report

pytest.importorskip("rapidfuzz")
EXERCISE = Catalog().all()[0]
ANSWERS = [path.read_text() for path in sorted(EXERCISE.folder.glob("alternatives/*.py"))]


def report_of(student: str) -> Report:
    """Return a report of which only the names matter."""
    environment = Environment("1", "3.11", "", "2.4", "Linux", "strong")
    return Report(
        SCHEMA_VERSION, EXERCISE.slug, "A title", student, "a.py", "failed", 0.0, 10.0, "", None,
        None, (), "", environment, "", 0.0,
    )  # fmt: skip


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return the journal of four students, two of whom handed in the same with other words."""
    sources = {
        "anna": ANSWERS[0],
        "</pre><b>ben": f"# <script>alert(1)</script>\n{ANSWERS[0].replace('output', 'result')}",
        "carl": ANSWERS[1],
        "dora": "x = (",
    }
    with Journal(tmp_path / "out") as journal:
        for student, source in sources.items():
            for text in ("print(1)", source):
                handed_in = HandedIn(student, EXERCISE.slug, "a.py", text.encode())
                journal.add(handed_in, "f", report_of(student), accepted=True)
    return tmp_path / "out"


def test_a_pair_is_listed(out, capsys):
    """The pair stands there with its likeness, and with the warning that it proves nothing."""
    assert run(["similar", str(out)]) == 0
    told = capsys.readouterr().out
    assert re.search(rf"100 %  {EXERCISE.slug}  </pre><b>ben  anna\n", told)
    assert "1 pair at 75 % or more among 3 of 4 submissions; 1 hold" in told
    assert "only a pointer" in told


def test_a_high_threshold_and_another_exercise(out, capsys):
    """Options narrow the list; where nothing is found nothing is warned of."""
    assert run(["similar", str(out), "--exercise", Catalog().slugs()[1]]) == 0
    assert capsys.readouterr().out == "0 pairs at 75 % or more among 0 of 0 submissions\n"
    assert run(["similar", str(out), "--threshold", "101"]) == 2


def test_side_by_side(out, tmp_path, capsys):
    """The page holds both sources, escaped, and no other name's."""
    page = tmp_path / "pairs.html"
    assert run(["similar", str(out), "--html", str(page)]) == 0
    assert f"Side by side: {page}" in capsys.readouterr().out
    text = page.read_text()
    assert "&lt;/pre&gt;&lt;b&gt;ben" in text and "# &lt;script&gt;" in text
    assert "<script" not in text and "<b>" not in text
    assert "carl" not in text
    assert text.count("<mark>") > 10


def test_without_a_journal(tmp_path, capsys):
    """A folder that no batch wrote is told, with exit code 2."""
    assert run(["similar", str(tmp_path)]) == 2
    assert "gradebook.sqlite" in capsys.readouterr().err


def test_without_rapidfuzz(out, capsys, monkeypatch):
    """What is missing is told, and how to get it."""
    monkeypatch.setitem(__import__("sys").modules, "rapidfuzz.distance", None)
    assert run(["similar", str(out)]) == 2
    assert "pip install 'graphgrade[similar]'" in capsys.readouterr().err
