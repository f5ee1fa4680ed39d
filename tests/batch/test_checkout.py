"""What lies in a CI job's checkout."""

from pathlib import Path

import pytest

from grader.batch.checkout import Checkout, look_into
from grader.catalog import Catalog
from grader.foundation.errors import UsageFault

SLUGS = ("relu", "dropout")
EXERCISES = [Catalog().get(slug) for slug in SLUGS]


def write(path: Path, text: str = "y = 1\n") -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def names(found: Checkout) -> list[tuple[str, str, str]]:
    """Return whose what was found is, and how it is called."""
    return [(one.student, one.exercise, one.file) for one in found.handed_in]


def test_one_students_files(tmp_path: Path) -> None:
    """Files in the folder itself are one student's, whatever lies in other folders."""
    write(tmp_path / "relu.py")
    write(tmp_path / "old" / "dropout.py")
    found = look_into(tmp_path, ".", EXERCISES, "ada")
    assert names(found) == [("ada", "relu", "relu.py")]
    assert (found.place, found.missing) == ("", ("dropout.py",))
    assert found.handed_in[0].raw == b"y = 1\n"


def test_a_class(tmp_path: Path) -> None:
    """Else every folder is a student's; hidden folders are not, nor are files."""
    for name in ("bob/relu.py", "ada/relu.py", "ada/dropout.ipynb", ".git/relu.py", "notes/x.txt"):
        write(tmp_path / "class" / name)
    write(tmp_path / "class" / "README.md")
    found = look_into(tmp_path, "class", EXERCISES, "nobody")
    expected = [("ada", "relu", "relu.py"), ("ada", "dropout", "dropout.ipynb")]
    assert names(found) == [*expected, ("bob", "relu", "relu.py")]
    assert (found.place, found.missing, found.links) == ("class/{student}", (), ())


def test_the_script_goes_before_the_notebook(tmp_path: Path) -> None:
    """Where there are both, the script is graded."""
    write(tmp_path / "relu.py")
    write(tmp_path / "relu.ipynb")
    assert names(look_into(tmp_path, ".", EXERCISES[:1], "ada")) == [("ada", "relu", "relu.py")]


def test_a_link_is_handed_in_and_cannot_be_read(tmp_path: Path) -> None:
    """It counts as the student's file, so that they are told; a dangling one as well."""
    write(tmp_path / "answer")
    write(tmp_path / "co" / "x")
    (tmp_path / "co" / "relu.py").symlink_to(tmp_path / "answer")
    (tmp_path / "co" / "dropout.py").symlink_to("nowhere")
    found = look_into(tmp_path / "co", ".", EXERCISES, "ada")
    expected = [f"{slug}.py is a link, not a file." for slug in SLUGS]
    assert [one.unreadable for one in found.handed_in] == expected
    assert [one.raw for one in found.handed_in] == [b"", b""]


def test_a_students_folder_that_is_a_link_is_named(tmp_path: Path) -> None:
    """One student's folder never stands for another's."""
    write(tmp_path / "ada" / "relu.py")
    (tmp_path / "bob").symlink_to("ada")
    found = look_into(tmp_path, ".", EXERCISES[:1], "nobody")
    assert names(found) == [("ada", "relu", "relu.py")]
    assert found.links == ("bob",)


@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ("link", "link is a link"),
        ("link/deeper", "link is a link"),
        ("nowhere", "No such file"),
        ("..", "not in the checkout"),
        ("/etc", "not in the checkout"),
    ],
)
def test_a_folder_that_cannot_be_looked_into(folder: str, told: str, tmp_path: Path) -> None:
    """It is missing, a link, or not in the checkout."""
    (tmp_path / "elsewhere" / "deeper").mkdir(parents=True)
    (tmp_path / "co").mkdir()
    (tmp_path / "co" / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageFault, match=told):
        look_into(tmp_path / "co", folder, EXERCISES[:1], "ada")


def test_files_of_functions(tmp_path: Path) -> None:
    """The answer goes by its own name, and what it imports goes with it; no link is followed."""
    toys = Path(__file__).parents[1] / "toys" / "functions" / "exercises"
    chain = Catalog(toys).get("chain")
    write(tmp_path / "week" / "1-chain.py")
    write(tmp_path / "week" / "0-scale.py", "z = 1\n")
    (tmp_path / "week" / "extra.py").symlink_to(tmp_path / "week" / "0-scale.py")
    (one,) = look_into(tmp_path, "week", [chain], "ada").handed_in
    assert (one.file, one.beside) == ("1-chain.py", (("0-scale.py", b"z = 1\n"),))
    assert look_into(tmp_path, ".", [chain], "ada").missing == ()
    assert look_into(tmp_path / "week", ".", EXERCISES[:1], "ada").missing == ("relu.py",)
