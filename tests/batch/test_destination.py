"""Where results may go."""

from pathlib import Path

import pytest

from grader.batch.destination import check, check_mark, prepare_new
from grader.batch.journal import FILE, Journal
from grader.foundation.errors import UsageFault


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checkout with a folder, a link to a folder beside it, and a dangling link."""
    folder = tmp_path / "checkout"
    (folder / "graded").mkdir(parents=True)
    (tmp_path / "beside").mkdir()
    (folder / "link").symlink_to(tmp_path / "beside")
    (folder / "dangling").symlink_to(tmp_path / "nowhere")
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_new_folder_is_made(checkout: Path, tmp_path: Path) -> None:
    """Beside the checkout, with all the folders above it."""
    check(tmp_path / "a" / "graded", checkout)
    prepare_new(tmp_path / "a" / "graded", checkout)
    assert (tmp_path / "a" / "graded").is_dir()


def test_our_own_folder_is_taken_again(checkout: Path, tmp_path: Path) -> None:
    """The journal marks it as ours."""
    out = tmp_path / "graded"
    for _ in range(2):
        check(out, checkout)
        with Journal(out):
            pass
    prepare_new(out, checkout)


def test_a_folder_with_other_files_is_refused(checkout: Path, tmp_path: Path) -> None:
    """Nothing that was there before becomes a part of the results."""
    (tmp_path / "beside" / "index.html").write_text("")
    with pytest.raises(UsageFault, match="holds other files"):
        check(tmp_path / "beside", checkout)


def test_a_journal_as_a_checkout_brings_it_is_refused(checkout: Path, tmp_path: Path) -> None:
    """Who can read it may know the key in it; a link is no journal either."""
    out = tmp_path / "beside"
    with Journal(out):
        pass
    (out / FILE).chmod(0o644)
    with pytest.raises(UsageFault, match="was not made by you"):
        check(out, checkout)
    (out / FILE).rename(tmp_path / "kept")
    (out / FILE).symlink_to(tmp_path / "kept")
    with pytest.raises(UsageFault, match="is not a regular file"):
        check(out, checkout)
    check_mark(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["", "graded", "new", "graded/deeper"])
def test_results_do_not_go_among_submissions(name: str, checkout: Path) -> None:
    """Neither into the folder itself nor below it."""
    with pytest.raises(UsageFault, match=r"among what was handed in"):
        check(checkout / name, checkout)


@pytest.mark.parametrize(
    "name", ["link", "link/graded", "dangling", "dangling/graded", "link/../new"]
)
def test_no_link_leads_to_results(name: str, checkout: Path) -> None:
    """A link may lead out of the checkout, but results do not go that way."""
    for act in (check, prepare_new):
        with pytest.raises(UsageFault, match="is a link, or lies behind one"):
            act(checkout / name, checkout)


def test_the_current_folders_links_count_for_relative_paths(checkout: Path, tmp_path: Path) -> None:
    """`--out link/graded` is refused where `link` is a link in this folder."""
    (tmp_path / "way").symlink_to("beside")
    with pytest.raises(UsageFault, match="is a link, or lies behind one"):
        check(Path("way/graded"), checkout)


def test_in_a_job_a_folder_of_the_checkout_must_be_new(checkout: Path) -> None:
    """Even an empty one was made by somebody else."""
    prepare_new(checkout / "results", checkout)
    assert (checkout / "results").is_dir()
    with pytest.raises(UsageFault, match="is there already"):
        prepare_new(checkout / "graded", checkout)
