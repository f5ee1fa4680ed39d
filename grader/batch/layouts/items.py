"""What a download holds, by names alone, and what a layout makes of each name."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from datetime import datetime as Moment

JUNK = frozenset({"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini"})
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Item:
    """A file of the download; inner is its path in the student's archive, which `path` then is.

    modified: ISO time in UTC, empty if not known. problem: why there are no bytes to read. An empty
    folder is an item whose path ends in a slash.
    """

    path: str
    inner: str = ""
    size: int = 0
    modified: str = ""
    problem: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The names on the way to the file, without those in the student's archive."""
        return tuple(self.path.split("/"))

    @property
    def inner_name(self) -> str:
        """The name of a file in a student's archive; empty for any other."""
        return self.inner.rsplit("/", 1)[-1]

    @property
    def shown(self) -> str:
        """The path as it is shown."""
        return f"{self.path}/{self.inner}" if self.inner else self.path


@dataclass(frozen=True)
class View:
    """A download as seen from one of its folders: root is that folder's name, prefix its path.

    clones: the folders that hold a repository of git.
    """

    root: str
    items: tuple[Item, ...]
    clones: frozenset[str] = frozenset()
    prefix: str = ""


@dataclass(frozen=True)
class Line:
    """One file of one student. file is what the student called it, empty if there is none.

    exercise: what the platform calls the exercise, if it tells. attempt: a text that sorts the
    attempts of a student; number: the attempt's number where the platform counts. other: further
    names under which a roster may know the student.
    """

    student: str
    item: Item
    file: str
    name: str = ""
    other: tuple[str, ...] = ()
    exercise: str = ""
    submitted: str = ""
    late: bool = False
    attempt: str = ""
    number: int = 0
    problem: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """How a platform arranges its download.

    share: how much of a view it explains, from 0 to 1. sidecar: which files are notes of the
    platform itself, whose texts `read` is given by path. dated: the times of the files are those
    at which students handed in. mixed: a download holds the files of several exercises.
    """

    name: str
    title: str
    share: Callable[[View], float]
    read: Callable[[View, Mapping[str, str], tzinfo], Sequence[Line]]
    sidecar: Callable[[str], bool] = lambda path: False
    dated: bool = False
    mixed: bool = False


def is_junk(name: str) -> bool:
    """Say whether a file or folder is one that systems leave behind."""
    return name in JUNK or name.startswith(".") or name.endswith(".pyc")


def same(text: str) -> str:
    """Return a name as it is compared: composed (NFC), with single blanks."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def share_of(view: View, fits: Callable[[Item], bool], beside: Callable[[str], bool]) -> float:
    """Return the share of the files that fit, those not counted that stand `beside` them."""
    counted = [item for item in view.items if not beside(item.path)]
    return sum(map(fits, counted)) / len(counted) if counted else 0.0


def utc(text: str, form: str, zone: tzinfo) -> str:
    """Return a time written in the format `form` as ISO time in UTC, empty if it is none."""
    try:
        moment = Moment.strptime(text, form)
    except ValueError:
        return ""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC).isoformat(timespec="seconds")
