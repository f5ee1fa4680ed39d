"""What was handed in: files in a folder per student, flat files, or zip archives of either."""

import csv
import io
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path, PurePosixPath

from grader.catalog import Exercise
from grader.foundation.errors import UsageFault
from grader.foundation.plain import NotPlain, open_folder, open_plain
from grader.foundation.text import clean_line, encodable
from grader.submission import NOTEBOOK, most_bytes


@dataclass(frozen=True)
class HandedIn:
    """One student's file for one exercise.

    raw holds at most one byte more than a submission may have; unreadable says why there is none;
    submitted is an ISO time in UTC, empty if not known; attempt is 0 unless it is known already.
    """

    student: str
    exercise: str
    file: str
    raw: bytes
    unreadable: str = ""
    submitted: str = ""
    attempt: int = 0


@dataclass(frozen=True)
class Delivery:
    """Everything found: what can be graded, sorted, and the files that nothing was found for."""

    handed_in: tuple[HandedIn, ...]
    ignored: tuple[str, ...]


def find(root: Path, exercises: Iterable[Exercise], zone: tzinfo = UTC) -> Delivery:
    """Return what lies in `root`, a folder or a zip archive. Raises UsageFault.

    `<student>/<exercise>.py`, `<student>.zip` with `<exercise>.py` in it, and, when one exercise
    is asked for, `<student>.py`. Names beginning with a dot or `__` are passed over. When a file
    was handed in is the time of its last change, unless `submissions.csv` tells; `zone` is that of
    times there which name none.
    """
    wanted = {f"{one.slug}{suffix}": one.slug for one in exercises for suffix in (".py", NOTEBOOK)}
    if not root.exists():
        raise UsageFault(f"there is no folder or archive {root}")
    try:
        found = list(_archive(root) if root.is_file() else _folder(root))
    except (OSError, NotPlain, UnicodeError, zipfile.BadZipFile) as error:
        raise UsageFault(f"{root} cannot be read: {error}") from error
    known = _times(root, zone) if root.is_dir() else {}
    kept: dict[tuple[str, str], HandedIn] = {}
    ignored = []
    for student, file, raw, unreadable, submitted in found:
        slug = wanted.get(file) or _flat(file, set(wanted.values()))
        if slug is None or (student, slug) in kept:
            ignored.append(f"{student}/{file}" if file else student)
            continue
        moment = known.get((student, slug), submitted)
        kept[student, slug] = HandedIn(student, slug, file, raw, unreadable, moment)
    return Delivery(tuple(kept[key] for key in sorted(kept)), tuple(sorted(ignored)))


Content = tuple[bytes, str, str]  # the bytes, why there are none, when it was handed in
_Found = tuple[str, str, bytes, str, str]
TIMES = "submissions.csv"
_FLAT = "submission"  # how a flat file is called once it is known whose it is


def _times(root: Path, zone: tzinfo) -> dict[tuple[str, str], str]:
    """Return when which student handed in what, from a table; nothing if there is none."""
    path = root / TIMES
    try:
        with open_plain(root, TIMES) as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        return {}
    except NotPlain as error:
        raise UsageFault(f"{root}: {error}", "put the table itself there") from error
    found = {}
    for number, row in enumerate(rows, 2):
        try:
            moment = datetime.fromisoformat(row["submitted"])
            found[row["student"], row["exercise"]] = (
                (moment if moment.tzinfo else moment.replace(tzinfo=zone))
                .astimezone(UTC)
                .isoformat(timespec="seconds")
            )
        except (KeyError, TypeError, ValueError) as error:
            raise UsageFault(
                f"{path}, line {number}: {error}",
                "its columns are student, exercise and submitted, a time like 2026-10-05T23:59:00",
            ) from error
    return found


def _flat(file: str, slugs: set[str]) -> str | None:
    """Return the one exercise that a flat file can be of."""
    return next(iter(slugs)) if Path(file).stem == _FLAT and len(slugs) == 1 else None


def readable_name(text: str) -> str:
    """Return a file's name as a database and a page can hold it."""
    return encodable(os.fsencode(text).decode("utf-8", "replace"))


def passed_over(name: str) -> bool:
    """Say whether a name is never a student's nor a submission's."""
    return name.startswith((".", "__"))


def _folder(root: Path) -> Iterator[_Found]:
    for entry in sorted(os.scandir(root), key=lambda one: one.name):
        if passed_over(entry.name) or entry.name == TIMES:
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _of_student(root, entry.name)
        elif path.suffix == ".zip":
            yield from _students_archive(root, entry.name)
        elif path.suffix in (".py", NOTEBOOK):
            yield (readable_name(path.stem), _FLAT + path.suffix, *read(root, entry.name))
        else:
            yield readable_name(entry.name), "", b"", "", ""


def _of_student(root: Path, student: str) -> Iterator[_Found]:
    folder = open_folder(root, student)
    try:
        entries = sorted(os.scandir(folder), key=lambda one: one.name)
    finally:
        os.close(folder)
    for entry in entries:
        if passed_over(entry.name):
            continue
        if entry.name.endswith(".zip"):
            yield from _students_archive(root, student, entry.name)
        else:
            yield (
                readable_name(student),
                readable_name(entry.name),
                *read(root, student, entry.name),
            )


def read(root: Path, *parts: str) -> Content:
    """Return the first bytes of the file `parts` below `root`, or why it cannot be read.

    No link is followed, neither the file itself nor a folder on the way to it.
    """
    try:
        with open_plain(root, *parts) as file:
            moment = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
            return file.read(most_bytes(parts[-1]) + 1), "", moment.isoformat(timespec="seconds")
    except NotPlain as error:
        return b"", f"{clean_line(str(error))}.", ""
    except OSError as error:
        return b"", f"{clean_line(parts[-1])} cannot be read: {error.strerror}.", ""


def _students_archive(root: Path, *parts: str) -> Iterator[_Found]:
    """Yield the files of one student; of folders in the archive only the last name counts."""
    student = readable_name(Path(parts[0]).stem if len(parts) == 1 else parts[0])
    try:
        with open_plain(root, *parts) as file, zipfile.ZipFile(file) as archive:
            for info, names in _members(archive):
                yield (student, encodable(names[-1]), *_extract(archive, info))
    except (OSError, NotPlain, zipfile.BadZipFile):
        yield student, readable_name(parts[-1]), b"", "", ""


def _archive(path: Path) -> Iterator[_Found]:
    """Yield the files of an archive of a whole class, as it would be unpacked."""
    with zipfile.ZipFile(path) as archive:
        members = list(_members(archive))
        tops = {parts[0] for _, parts in members}
        strip = 1 if len(tops) == 1 and all(len(parts) > 2 for _, parts in members) else 0
        for info, parts in members:
            kept = parts[strip:]
            if len(kept) == 2:
                yield (encodable(kept[0]), encodable(kept[1]), *_extract(archive, info))
            elif len(kept) == 1 and kept[0].endswith((".py", NOTEBOOK)):
                name = PurePosixPath(encodable(kept[0]))
                yield (name.stem, _FLAT + name.suffix, *_extract(archive, info))
            else:
                yield encodable("/".join(kept)), "", b"", "", ""


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, tuple[str, ...]]]:
    for info in sorted(archive.infolist(), key=lambda one: one.filename):
        parts = PurePosixPath(info.filename).parts
        if info.is_dir() or not parts or any(passed_over(part) for part in parts):
            continue
        if parts[0] != "/":
            yield info, parts


def _extract(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Content:
    name = clean_line(info.filename)
    if (info.external_attr >> 16) & 0o170000 == 0o120000:
        return b"", f"{name} is a link, not a file.", ""
    try:
        with archive.open(info) as file:
            return file.read(most_bytes(info.filename) + 1), "", _packed(info)
    except (OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
        return b"", f"{name} cannot be unpacked: {error}.", ""


def _packed(info: zipfile.ZipInfo) -> str:
    """Return the time in an archive, which is that of some clock without a zone: ours, we take."""
    try:
        return datetime(*info.date_time).astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return ""
