"""Files in a folder that somebody else filled."""

import os
from pathlib import Path

import pytest

from grader.foundation.plain import NotPlain, links_between, open_folder, open_plain


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a file, and every kind of thing that is none."""
    (tmp_path / "outside").write_text("secret")
    folder = tmp_path / "folder"
    (folder / "ada").mkdir(parents=True)
    (folder / "ada" / "file").write_text("content")
    (folder / "out").symlink_to(tmp_path / "outside")
    (folder / "near").symlink_to("ada/file")
    (folder / "gone").symlink_to("nowhere")
    (folder / "bob").symlink_to("ada")
    (folder / "up").symlink_to("..")
    os.mkfifo(folder / "pipe")
    return folder


def test_a_regular_file_is_read(folder: Path) -> None:
    """What lies below the folder, however deep, is opened."""
    with open_plain(folder, "ada", "file") as file:
        assert file.read() == b"content"


def test_the_folder_itself_may_be_reached_by_a_link(folder: Path) -> None:
    """Where submissions lie is the instructor's to say."""
    way = folder.parent / "way"
    way.symlink_to(folder)
    with open_plain(way, "ada", "file") as file:
        assert file.read() == b"content"


@pytest.mark.parametrize(
    "parts",
    [("out",), ("near",), ("gone",), ("bob", "file"), ("up", "outside"), ("up", "folder", "out")],
    ids="/".join,
)
def test_no_link_is_followed(parts: tuple[str, ...], folder: Path) -> None:
    """Neither one that leads out nor one that stays inside, at whatever step it is."""
    with pytest.raises(NotPlain, match="is a link, not a file"):
        open_plain(folder, *parts)
    assert links_between(folder, folder.joinpath(*parts))


@pytest.mark.parametrize("parts", [("..", "outside"), (".",), ("",), ("ada/file",)], ids=str)
def test_a_step_is_one_name(parts: tuple[str, ...], folder: Path) -> None:
    """A path that climbs, or several steps in one, is refused."""
    with pytest.raises(NotPlain, match="is not the name of a file"):
        open_plain(folder, *parts)


@pytest.mark.parametrize("name", ["pipe", "ada"])
def test_only_regular_files_are_opened(name: str, folder: Path) -> None:
    """A pipe without a writer does not make the reader wait."""
    with pytest.raises(NotPlain, match="is not a regular file"):
        open_plain(folder, name)


def test_what_is_not_there_is_an_error_of_the_system(folder: Path) -> None:
    """A missing file, and a file where a folder is wanted, keep their own reasons."""
    with pytest.raises(FileNotFoundError):
        open_plain(folder, "nowhere")
    with pytest.raises(NotADirectoryError):
        open_folder(folder, "ada", "file")
