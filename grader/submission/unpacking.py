"""What is in an archive (zip, or tar in any compression): listed, and one file of it read.

This runs in the reading child only. An archive may claim and do anything; what it costs is bounded
by the child's limits, and whatever goes wrong is a `Refusal` that says what.
"""

import os
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import PurePosixPath
from typing import IO

from grader.foundation.text import clean_line, encodable
from grader.submission.messages import MAX_ENTRIES, MAX_NAME, Content, Entry, Listing, Refusal

_KINDS = {stat.S_IFLNK: "a link", stat.S_IFDIR: "a folder"}


@dataclass(frozen=True)
class _Member:
    """A file of an archive before it is known whether it can be read."""

    name: str
    size: int
    modified: str
    open: Callable[[], IO[bytes] | None]
    refused: str = ""


def list_archive(file: IO[bytes]) -> Listing | Refusal:
    """Return the files of an archive in its own order."""
    entries: list[Entry] = []
    left_out: list[str] = []
    try:
        for number, member in enumerate(_members(file)):
            if number >= MAX_ENTRIES:
                return Refusal(f"holds more than {MAX_ENTRIES:,} files")
            if not _is_below(member.name):
                left_out.append(clean_line(member.name))
                continue
            size = min(max(member.size, 0), (1 << 63) - 1)
            entries.append(Entry(number, member.name, size, member.modified, member.refused))
    except MemoryError:
        raise
    except Exception as error:  # zipfile and tarfile let through what odd bytes make them raise
        return Refusal(f"cannot be unpacked: {_said(error)}")
    return Listing(tuple(entries), tuple(left_out))


def read_entry(file: IO[bytes], number: int, most: int) -> Content | Refusal:
    """Return at most `most` bytes of the file that is `number` in the listing."""
    try:
        for at, member in enumerate(_members(file)):
            if at == number:
                opened = None if member.refused else member.open()
                if opened is None:
                    return Refusal(member.refused or "is not a file")
                with opened as unpacked:
                    data = unpacked.read(most)
                if len(data) != min(most, member.size):
                    return Refusal("is not as large as the archive says")
                return Content(data)
    except MemoryError:
        raise
    except Exception as error:
        return Refusal(f"cannot be unpacked: {_said(error)}")
    return Refusal("is no longer in the archive")


def _members(file: IO[bytes]) -> Iterator[_Member]:
    file.seek(0)
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            for packed in archive.infolist():
                if not packed.is_dir():
                    yield _zipped(archive, packed)
        return
    file.seek(0)
    with tarfile.open(fileobj=file, mode="r:*") as tar:
        for found in tar:
            tar.members = []  # type: ignore[attr-defined]  # or every header would be kept
            if not found.isdir():
                yield _tarred(tar, found)


def _zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> _Member:
    kind = stat.S_IFMT(info.external_attr >> 16)
    odd = kind not in (0, stat.S_IFREG)
    refused = f"is {_KINDS.get(kind, 'a special file')}, not a file" if odd else ""
    try:
        moment = datetime(*info.date_time).isoformat()
    except ValueError:
        moment = ""
    opened = partial(archive.open, info)
    return _Member(_name(info.filename), info.file_size, moment, opened, refused)


def _tarred(tar: tarfile.TarFile, info: tarfile.TarInfo) -> _Member:
    linked = info.issym() or info.islnk()
    refused = "" if info.isreg() else f"is {'a link' if linked else 'a special file'}, not a file"
    try:
        moment = datetime.fromtimestamp(info.mtime, UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        moment = ""
    opened = partial(tar.extractfile, info)
    return _Member(_name(info.name), info.size, moment, opened, refused)


def _name(text: str) -> str:
    """Return a name as a database and a page can hold it: tar keeps bytes that are not UTF-8."""
    return encodable(os.fsencode(text).decode("utf-8", "replace"))


def _is_below(name: str) -> bool:
    """Say whether a name is one of a place below the folder that is unpacked into."""
    parts = PurePosixPath(name).parts
    return 0 < len(name) <= MAX_NAME and parts[:1] not in ((), ("/",)) and ".." not in parts


def _said(error: Exception) -> str:
    """Return an error's own words; some have none, and some say too much."""
    if isinstance(error, tarfile.ReadError) and str(error).startswith("file could not be opened"):
        return "it is damaged, or no archive"
    return clean_line(encodable(str(error))).rstrip(".") or type(error).__name__
