"""A scratch folder is removed whatever a script left in it."""

import os
from pathlib import Path

import pytest

from grader.workers.scratch import Usage, measure, remove, scratch_folder


def nest(folder: Path, depth: int, name: str = "d") -> None:
    """Make folders in folders, and a file in each."""
    home = os.getcwd()
    os.chdir(folder)
    for _ in range(depth):
        Path("file").touch()
        os.mkdir(name)
        os.chdir(name)
    os.chdir(home)


@pytest.mark.parametrize("depth", [1, 40, 1100])
def test_any_depth_is_removed(depth: int) -> None:
    """Folders nested beyond what a path or a recursion could follow do not stay."""
    with scratch_folder() as folder:
        nest(folder, depth)
    assert not folder.exists()


def test_long_names_are_removed() -> None:
    """Two chains of folders whose paths are longer than any path may be do not stay."""
    with scratch_folder() as folder:
        nest(folder, 40, "n" * 255)
        nest(folder, 40, "m" * 255)
    assert not folder.exists()


def test_what_a_link_leads_to_stays(tmp_path: Path) -> None:
    """Links are removed, not followed, whether to files or to folders."""
    kept, folder = tmp_path / "kept", tmp_path / "folder"
    kept.mkdir(mode=0o750)
    (kept / "file").write_text("kept")
    folder.mkdir()
    (folder / "to_folder").symlink_to(kept)
    (folder / "to_file").symlink_to(kept / "file")
    remove(folder)
    assert not folder.exists()
    assert (kept / "file").read_text() == "kept"
    assert kept.stat().st_mode & 0o777 == 0o750


def test_a_folder_that_is_gone_is_no_error(tmp_path: Path) -> None:
    """Removing what a script has removed itself does nothing."""
    remove(tmp_path / "nowhere")


def test_counting_stops_when_it_is_enough(tmp_path: Path) -> None:
    """A folder of very many files costs no more than one of just too many."""
    for number in range(20):
        (tmp_path / str(number)).touch()
    assert measure(tmp_path, 20) == Usage(20, 0, 1)
    assert measure(tmp_path, 5) == Usage(6, 0, 1)
