"""A student's other files go with the one that is graded, wherever the download has them."""

import zipfile
import zlib
from pathlib import Path

from grader.batch.companions import packed, unpacked
from grader.batch.journal import Journal
from grader.batch.layouts.names import exercise_of
from grader.batch.submissions import HandedIn, find
from grader.catalog import Catalog
from grader.pipeline.reader import Reader

TOYS = Path(__file__).parents[1] / "toys" / "functions" / "exercises"
NAMES = ("1-chain.py", "0-scale.py", "notes.py")


def _handed_in(root: Path, reader: Reader) -> dict[str, HandedIn]:
    with find(root, [Catalog(TOYS).get("chain")], reader) as delivery:
        return {one.student: one for one in delivery.read()}


def test_files_lie_beside_each_other_in_any_folder(tmp_path: Path, reader: Reader) -> None:
    """However deep the folder is, and whoever else has files of that name."""
    for student in ("ada", "ben"):
        folder = tmp_path / student / "supervised_learning" / "tensorflow"
        folder.mkdir(parents=True)
        for name in NAMES:
            (folder / name).write_text(f"# {name} of {student}\n")
    other = tmp_path / "ada" / "old"
    other.mkdir()
    (other / "0-scale.py").write_text("# another\n")
    found = _handed_in(tmp_path, reader)
    assert {name: one.file for name, one in found.items()} == dict.fromkeys(
        ("ada", "ben"), "1-chain.py"
    )
    for student, one in found.items():
        assert one.beside == (("0-scale.py", f"# 0-scale.py of {student}\n".encode()),)
        assert not one.notes


def test_any_file_beside_a_script(tmp_path: Path, reader: Reader) -> None:
    """Where an exercise takes any, all Python files of the folder go with the script."""
    (tmp_path / "ada").mkdir()
    for name in ("second.py", "mylib.py", "more.py", "data.csv"):
        (tmp_path / "ada" / name).write_text(f"# {name}\n")
    with find(tmp_path, [Catalog(TOYS).get("second")], reader) as delivery:
        (one,) = delivery.read()
    assert [name for name, _ in one.beside] == ["more.py", "mylib.py"]
    assert delivery.ignored == ("ada/data.csv",)


def test_files_of_an_archive(tmp_path: Path, reader: Reader) -> None:
    """In a student's own archive, too."""
    with zipfile.ZipFile(tmp_path / "ada.zip", "w") as archive:
        for name in NAMES:
            archive.writestr(f"course/{name}", f"# {name}\n")
    found = _handed_in(tmp_path, reader)
    assert found["ada"].beside == (("0-scale.py", b"# 0-scale.py\n"),)


def test_another_tasks_file_is_not_taken_for_the_answer(tmp_path: Path, reader: Reader) -> None:
    """Who has not handed in the task is told so, whatever else they handed in."""
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "2-chain_more.py").write_text("x = 1\n")
    (one,) = _handed_in(tmp_path, reader).values()
    assert one.unreadable == (
        "There is no file 1-chain.py or 1-chain.ipynb; handed in: 2-chain_more.py."
    )


def test_names_with_a_number() -> None:
    """A task's file has a number in front; one without it, or a copy, is called nearly so."""
    answers = {"train": "6-train.py", "create_train_op": "5-create_train_op.py"}
    slugs = ("relu", "train", "create_train_op")
    for file, meant in [
        ("6-train.py", ("train", 0)),
        ("6-train.ipynb", ("train", 0)),
        ("train.py", ("train", 1)),
        ("6-train (1).py", ("train", 1)),
        ("5-create_train_op.py", ("create_train_op", 0)),
        ("my_train.py", None),
        ("my_relu.py", ("relu", 2)),
    ]:
        assert exercise_of(file, slugs, answers) == meant, file


def test_a_journal_keeps_them(tmp_path: Path, report_of) -> None:
    """A regrading has every file again; another second file is another attempt."""
    files = (("0-scale.py", b"x = 1\n"),)
    assert unpacked(zlib.decompress(packed(files))) == files
    with Journal(tmp_path / "out") as journal:
        for beside in (files, files, ()):
            one = HandedIn("anna", "relu", "relu.py", b"y = 1\n", beside=beside)
            journal.add(one, "f", report_of("anna", 3.0), accepted=True)
        first, second = journal.attempts()
        assert journal.handed_in(first).beside == files
        assert journal.handed_in(second).beside == ()
