"""The folder for results: new, or made by us before; never a link, and never among submissions.

The journal in it marks a folder as ours: a file that only its owner can read, as no checkout and
no archive of a learning platform makes one.
"""

import os
import stat
import sys
from pathlib import Path

from grader.batch.journal import FILE, folder_mode
from grader.foundation.errors import UsageFault
from grader.foundation.plain import links_between


def check(out: Path, submissions: Path) -> None:
    """Raise UsageFault unless results may go to `out`: a new folder, or one that we made.

    submissions: what others handed in; nothing of it may become part of the results.
    """
    if submissions.is_dir() and inside(out, submissions):
        raise UsageFault(
            f"{out} lies in {submissions}, among what was handed in",
            "give a folder beside it: `--out graded`",
        )
    refuse_links(out, submissions)
    if not out.is_absolute():
        refuse_links(out, Path.cwd())
    if out.is_dir() and any(out.iterdir()) and not (out / FILE).exists():
        raise UsageFault(
            f"{out} holds other files and no {FILE}",
            "give a new folder, or the one that an earlier run made",
        )
    check_mark(out / FILE)


def prepare_new(out: Path, checkout: Path) -> None:
    """Make the folder `out`, which may lie in a checkout if nothing was there before.

    Outside a checkout it may be one that an earlier run made. Raises UsageFault.
    """
    (refuse_existing if inside(out, checkout) else check)(out, checkout)
    make(out)


def refuse_existing(path: Path, checkout: Path) -> None:
    """Raise UsageFault if something is there already, or if a link leads there."""
    refuse_links(path, checkout)
    if os.path.lexists(path):
        raise UsageFault(
            f"{path} is there already", "give a folder outside the checkout, or remove it before"
        )


def make(folder: Path) -> None:
    """Make a folder and those above it. Raises UsageFault."""
    try:
        folder.mkdir(folder_mode(), parents=True, exist_ok=True)
    except OSError as error:
        raise UsageFault(f"{folder} cannot be made: {error.strerror}") from error


def inside(path: Path, folder: Path) -> bool:
    """Say whether `path`, which need not exist, lies in a folder or is it, links followed."""
    return path.resolve().is_relative_to(folder.resolve())


def refuse_links(path: Path, root: Path) -> None:
    """Raise UsageFault if `path` is a link, or on the way to it from the folder `root` is one."""
    whole = Path(os.path.abspath(path))
    above = [one for one in (whole, *whole.parents) if one.is_dir()]
    tops = [one for one in above if root.exists() and one.samefile(root)]
    around = whole.resolve() != path.resolve()  # `link/../graded`
    if around or whole.is_symlink() or any(links_between(top, whole) for top in tops):
        raise UsageFault(f"{path} is a link, or lies behind one", "give the folder itself")


def check_mark(journal: Path) -> None:
    """Raise UsageFault unless a journal that is there was made by us."""
    try:
        found = journal.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(found.st_mode):
        raise UsageFault(f"{journal} is not a regular file", "grade into a new folder")
    if sys.platform == "win32":
        return  # what a user makes is his own there
    foreign = os.geteuid() not in (0, found.st_uid)
    if foreign or stat.S_IMODE(found.st_mode) & 0o077:
        raise UsageFault(
            f"{journal} was not made by you: others own it or can read it",
            f"grade into a new folder; if it is yours: `chmod 600 {journal}`",
        )
