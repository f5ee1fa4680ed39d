"""Archives that were handed in: what is in them, and single files of them, within a budget.

Every byte of an archive is looked at in a limited child (`grader.pipeline.reader`); here arrive
names, sizes, times, and the files that are asked for. One archive has one budget for all that is
asked of it. Whatever is wrong with an archive is `Unreadable`, and nothing else is raised for it.
"""

import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import BinaryIO

import msgspec

from grader.foundation.text import clean_line, counted
from grader.pipeline.reader import Reader
from grader.submission.messages import (
    Answer,
    Content,
    Entry,
    ListArchive,
    Listing,
    ReadEntry,
    Refusal,
)

SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")


class Unreadable(Exception):
    """An archive or a file in it cannot be read; the message says why, without naming it."""


@dataclass(frozen=True)
class Budget:
    """What may be had of one archive: so many files listed, bytes read, processor seconds used."""

    entries: int
    size: int
    cpu_s: float


ONE_STUDENT = Budget(entries=20_000, size=64 << 20, cpu_s=20.0)
WHOLE_CLASS = Budget(entries=100_000, size=8 << 30, cpu_s=1_800.0)


def is_archive(name: str) -> bool:
    """Say whether a file of this name is taken for an archive."""
    return name.lower().endswith(SUFFIXES)


class Archive:
    """One open archive. Close it, or use it as a context manager."""

    def __init__(
        self, source: BinaryIO | bytes, reader: Reader, budget: Budget = ONE_STUDENT
    ) -> None:
        """Take a file that is open, or an archive that lay in another one."""
        self._reader = reader
        self._budget = budget
        self._size_left = budget.size
        self._cpu_left = budget.cpu_s
        self._listing: Listing | None = None
        self._descriptor = _opened(source)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)

    def entries(self) -> tuple[Entry, ...]:
        """Return the files in the archive in its own order, times in UTC. Raises Unreadable."""
        return self._listed().entries

    def left_out(self) -> tuple[str, ...]:
        """Return the names that are not among the entries: they are of places outside."""
        return self._listed().left_out

    def read(self, entry: Entry, most: int) -> bytes:
        """Return the first `most` bytes of a file in the archive. Raises Unreadable."""
        if entry.refused:
            raise Unreadable(entry.refused)
        wanted = min(most, self._size_left)
        answer = self._ask(ReadEntry(entry.number, wanted))
        if not isinstance(answer, Content) or len(answer.data) > wanted:
            raise Unreadable("cannot be unpacked")
        self._size_left -= len(answer.data)
        if len(answer.data) == wanted < most:
            raise Unreadable(f"is in an archive that holds more than {self._budget.size >> 20} MiB")
        return answer.data

    def _listed(self) -> Listing:
        if self._listing is None:
            answer = self._ask(ListArchive())
            if not isinstance(answer, Listing):
                raise Unreadable("cannot be unpacked")
            if len(answer.entries) > self._budget.entries:
                raise Unreadable(f"holds more than {counted(self._budget.entries, 'file')}")
            entries = tuple(
                msgspec.structs.replace(one, modified=_utc(one.modified)) for one in answer.entries
            )
            self._listing = Listing(entries, answer.left_out)
        return self._listing

    def _ask(self, request: ListArchive | ReadEntry) -> Answer:
        if self._cpu_left <= 0:
            raise Unreadable(
                f"is in an archive that takes more than {self._budget.cpu_s:g} s to unpack"
            )
        answer, cpu_s = self._reader.ask(request, self._descriptor)
        self._cpu_left -= cpu_s
        if isinstance(answer, str):
            raise Unreadable(f"cannot be unpacked: {answer}")
        if isinstance(answer, Refusal):
            raise Unreadable(clean_line(answer.reason))
        return answer


def _opened(source: BinaryIO | bytes) -> int:
    """Return a descriptor of an open file, or of a nameless one that holds these bytes."""
    if not isinstance(source, bytes):
        return os.dup(source.fileno())
    with tempfile.TemporaryFile(prefix="grade-") as file:
        file.write(source)
        file.flush()
        return os.dup(file.fileno())


def _utc(moment: str) -> str:
    """Return an ISO time in UTC. Zip gives that of some clock without a zone: ours, we take."""
    try:
        return datetime.fromisoformat(moment).astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return ""
