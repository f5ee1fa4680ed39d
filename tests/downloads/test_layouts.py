"""Every student in a download has the row that tells what happened, whatever the platform."""

import os
from functools import partial
from pathlib import Path

import pytest

from grader.batch.attempts import number_attempts
from grader.batch.journal import Entry
from grader.batch.layouts.names import exercise_of
from grader.batch.submissions import HandedIn
from grader.batch.submissions import find as find_with
from grader.catalog import Catalog, Exercise
from grader.cli.main import run
from grader.foundation.errors import UsageFault

pytestmark = pytest.mark.slow


@pytest.fixture
def find(reader):
    """Return the function that understands a download."""
    return partial(find_with, reader=reader)


@pytest.fixture(scope="module")
def relu() -> list[Exercise]:
    """Return the exercise that all downloads are of."""
    return [Catalog().get("relu")]


def rows_of(find, root: Path, exercises: list[Exercise]) -> dict[tuple[str, int], HandedIn]:
    """Return what is graded, by student and attempt; fail where there are two of one."""
    delivery = find(root, exercises, only=True)
    found = list(number_attempts(delivery.read(), []))
    rows = {(one.student, one.attempt): one for one in found}
    assert len(rows) == len(found)
    return rows


def test_the_rows_are_those_of_the_input(find, platform, form, download, relu) -> None:
    """Nobody is left out or made up; ids, attempts, times and files are right."""
    root, wanted = download(platform, form)
    assert find(root, relu, only=True).layout.name == platform.split("-")[0]
    rows = rows_of(find, root, relu)
    assert sorted(rows) == sorted(wanted)
    for key, (file, words, time) in wanted.items():
        one = rows[key]
        assert (one.file if not one.unreadable else "") == file, key
        said = " ".join(one.notes) if file else one.unreadable
        assert words in said, key
        assert words or not said.startswith("Taken"), key
        assert time in ("any", one.submitted), key


def test_a_dry_run_shows_what_is_understood(download, capfd) -> None:
    """`grade batch DIR --list` prints a line for each row, grades nothing and writes nothing."""
    root, wanted = download("canvas", "zip")
    before = sorted(root.parent.iterdir())
    assert run(["batch", str(root), "--list", "--exercise", "relu"]) == 0
    out, err = capfd.readouterr()
    assert "Layout: Canvas (--layout canvas), 13 students" in err
    lines = out.splitlines()
    assert len(lines) == 1 + len(wanted)
    assert lines[0].split() == [
        "student", "name", "exercise", "submitted", "late", "attempt", "file", "notes",
    ]  # fmt: skip
    (late,) = [line for line in lines if " late " in line and "hoppergrace" in line]
    assert "Taken from Relu.PY" in late
    assert sorted(root.parent.iterdir()) == before


def write(root: Path, *names: str) -> Path:
    """Write files with one line each below a folder."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x = 1\n")
    return root


def test_a_layout_of_ones_own(find, tmp_path, relu) -> None:
    """A regular expression names student, exercise, time, attempt, name and lateness."""
    root = write(
        tmp_path, "hw3/20261005T120000-anna-2-relu-L.py", "hw3/20261004T120000-anna-1-relu.py"
    )
    who = r"hw3/(?P<submitted>\w+)-(?P<student>\w+)-(?P<attempt>\d)"
    pattern = rf"{who}-(?P<exercise>\w+?)(?P<late>-L)?\.py"
    rows = find(root, relu, only=True, pattern=pattern).rows
    assert [(row.student, row.attempt, row.late, row.submitted[:10]) for row in rows] == [
        ("anna", 1, False, "2026-10-04"),
        ("anna", 2, True, "2026-10-05"),
    ]
    with pytest.raises(UsageFault, match="submitted is 'hw'"):
        find(root, relu, only=True, pattern=r"(?P<submitted>hw)3/(?P<student>.*)")


def test_a_layout_by_name(find, tmp_path, relu) -> None:
    """`--layout` overrules what is recognised; where nothing fits it, that is told."""
    root = write(tmp_path, "anna_1_2_relu.py", "ben.py", "carl.py")
    assert [row.student for row in find(root, relu, only=True).rows] == [
        "anna_1_2_relu",
        "ben",
        "carl",
    ]
    assert [row.student for row in find(root, relu, only=True, layout="canvas").rows] == ["1"]
    with pytest.raises(UsageFault, match="named as in a download of Moodle"):
        find(root, relu, only=True, layout="moodle")


def test_several_candidates(find, tmp_path, relu) -> None:
    """The newest counts; without one, nothing is graded and the row says which were there."""
    root = write(tmp_path, "anna/relu.py", "anna/relu (1).py", "ben/relu.py", "ben/relu_final.py")
    for name, moment in (("anna/relu.py", 10), ("anna/relu (1).py", 20)):
        os.utime(root / name, (moment, moment))
    for name in ("ben/relu.py", "ben/relu_final.py"):
        os.utime(root / name, (10, 10))
    anna, ben = find(root, relu, only=True).read()
    assert (anna.file, ben.raw) == ("relu (1).py", b"")
    assert any("The newest of several files" in note for note in anna.notes)
    assert "none is the newest: relu.py, relu_final.py" in ben.unreadable


def test_several_exercises(find, tmp_path) -> None:
    """A row for each that a student handed in; a mistyped name and a useless file have one, too."""
    root = write(
        tmp_path, "anna/relu.py", "anna/dropot.py", "ben/mnist MLP.py", "ben/dropout.py",
        "carl/answers.txt", "dora/l2.py", "dora/utils.py", "eve/test_relu.py", "eve/hw_relu_v3.py",
    )  # fmt: skip
    rows = find(root, Catalog().all()).rows
    found = {(row.student, row.exercise): row.problem for row in rows}
    assert {key for key, problem in found.items() if not problem} == {
        ("anna", "relu"), ("ben", "dropout"), ("ben", "mnist_mlp"), ("dora", "l2"), ("eve", "relu"),
    }  # fmt: skip
    assert "handed in: dropot.py" in found["anna", "dropout"]
    assert all("answers.txt" in found["carl", slug] for slug in ("relu", "dropout", "l2"))


def test_a_second_download_goes_on_counting(tmp_path) -> None:
    """An attempt that is known by its time keeps its number; a new one has the next."""

    def handed_in(time: str) -> HandedIn:
        return HandedIn("anna", "relu", "relu.py", b"", submitted=time, attempt=-1)

    known = [Entry(1, "anna", "relu", 3, "t3", "f", "passed", 1.0, 1.0)]
    found = number_attempts([handed_in("t5"), handed_in("t3"), handed_in("t4")], known)
    assert [(one.submitted, one.attempt) for one in found] == [("t3", 3), ("t4", 4), ("t5", 5)]


NAMED = [
    ("relu.py", ("relu", 0)), ("RELU.py", ("relu", 1)), ("relu (2).py", ("relu", 1)),
    ("relu - Copy (3).py", ("relu", 1)), ("relu_final_v2.py", ("relu", 1)),
    ("mnist-mlp.ipynb", ("mnist_mlp", 1)), ("mnist mlp-1.py", ("mnist_mlp", 1)),
    ("ada_relu.py", ("relu", 2)), ("reluctant.py", None), ("test_relu.py", None),
    ("l2.py", ("l2", 0)), ("l2 2.py", ("l2", 1)), ("relu.txt", None), ("relu.py.txt", ("relu", 1)),
    ("relu_vs_l2.py", None),
]  # fmt: skip


@pytest.mark.parametrize(("file", "meant"), NAMED, ids=[name for name, _ in NAMED])
def test_names_of_files(file, meant) -> None:
    """What a file is called tells the exercise, exactly, nearly or about."""
    assert exercise_of(file, ("relu", "mnist_mlp", "l2")) == meant
