"""Files as they lie in a folder or in archives: whose they are, and how to load each."""

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath

from grader.batch.archives import (
    ONE_STUDENT,
    SUFFIXES,
    WHOLE_CLASS,
    Archive,
    Unreadable,
    is_archive,
)
from grader.foundation.plain import NotPlain, open_folder, open_plain
from grader.foundation.text import clean_line, encodable
from grader.pipeline.reader import Reader
from grader.submission import NOTEBOOK, most_bytes
from grader.submission.messages import Entry

TIMES = "submissions.csv"
FLAT = "submission"  # how a flat file is called once it is known whose it is


@dataclass(frozen=True)
class Content:
    """The bytes of a file, why there are none, and when it was handed in."""

    raw: bytes
    unreadable: str = ""
    submitted: str = ""


@dataclass(frozen=True)
class Found:
    """A file before it is known whether it is wanted. broken: why an archive cannot be read."""

    student: str
    file: str
    load: Callable[[], Content] | None = None
    broken: str = ""


def found_in(root: Path, reader: Reader, opened: contextlib.ExitStack) -> Iterator[Found]:
    """Yield the files in a folder or an archive. Raises Unreadable, NotPlain and OSError.

    An archive of a whole class stays open until `opened` closes it.
    """
    return _class_archive(root, reader, opened) if root.is_file() else _folder(root, reader)


def readable_name(text: str) -> str:
    """Return a file's name as a database and a page can hold it."""
    return encodable(os.fsencode(text).decode("utf-8", "replace"))


def passed_over(name: str) -> bool:
    """Say whether a name is never a student's nor a submission's."""
    return name.startswith((".", "__"))


def read(root: Path, *parts: str) -> Content:
    """Return the first bytes of the file `parts` below `root`, or why it cannot be read.

    No link is followed, neither the file itself nor a folder on the way to it.
    """
    try:
        with open_plain(root, *parts) as file:
            moment = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
            raw = file.read(most_bytes(parts[-1]) + 1)
            return Content(raw, "", moment.isoformat(timespec="seconds"))
    except NotPlain as error:
        return Content(b"", f"{clean_line(str(error))}.")
    except OSError as error:
        return Content(b"", f"{clean_line(parts[-1])} cannot be read: {error.strerror}.")


def _folder(root: Path, reader: Reader) -> Iterator[Found]:
    for entry in sorted(os.scandir(root), key=lambda one: one.name):
        if passed_over(entry.name) or entry.name == TIMES:
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _of_student(root, entry.name, reader)
        elif is_archive(entry.name):
            yield from _students_archive(root, [entry.name], reader)
        elif path.suffix in (".py", NOTEBOOK):
            load = partial(read, root, entry.name)
            yield Found(readable_name(path.stem), FLAT + path.suffix, load)
        else:
            yield Found("", readable_name(entry.name))


def _of_student(root: Path, student: str, reader: Reader) -> Iterator[Found]:
    folder = open_folder(root, student)
    try:
        names = sorted(os.listdir(folder))
    finally:
        os.close(folder)
    for name in names:
        if passed_over(name):
            continue
        if is_archive(name):
            yield from _students_archive(root, [student, name], reader)
        else:
            load = partial(read, root, student, name)
            yield Found(readable_name(student), readable_name(name), load)


def _students_archive(root: Path, parts: list[str], reader: Reader) -> Iterator[Found]:
    """Yield the files of one student; of folders in the archive only the last name counts."""
    student = readable_name(_stem(parts[0]) if len(parts) == 1 else parts[0])
    name = readable_name(parts[-1])
    try:
        with (
            open_plain(root, *parts) as file,
            Archive(file, reader, ONE_STUDENT) as archive,
        ):
            for entry, names in _members(archive):
                yield Found(student, names[-1], partial(_extract, archive, entry))
            yield from (Found(student, left) for left in archive.left_out())
    except NotPlain as error:
        yield Found(student, name, broken=f"{clean_line(str(error))}.")
    except Unreadable as error:
        yield Found(student, name, broken=f"{clean_line(name)} {error}.")
    except OSError as error:
        yield Found(student, name, broken=f"{clean_line(name)} cannot be read: {error.strerror}.")


def _class_archive(path: Path, reader: Reader, opened: contextlib.ExitStack) -> Iterator[Found]:
    """Yield the files of an archive of a whole class, as it would be unpacked."""
    with path.open("rb") as file:
        archive = opened.enter_context(Archive(file, reader, WHOLE_CLASS))
    members = list(_members(archive))
    tops = {parts[0] for _, parts in members}
    strip = 1 if len(tops) == 1 and all(len(parts) > 2 for _, parts in members) else 0
    for entry, parts in members:
        kept = parts[strip:]
        load = partial(_extract, archive, entry)
        if len(kept) == 2:
            yield Found(kept[0], kept[1], load)
        elif len(kept) == 1 and kept[0].endswith((".py", NOTEBOOK)):
            name = PurePosixPath(kept[0])
            yield Found(name.stem, FLAT + name.suffix, load)
        else:
            yield Found("", "/".join(kept))
    yield from (Found("", left) for left in archive.left_out())


def _stem(name: str) -> str:
    """Return the name of an archive without what says that it is one."""
    return next(name[: -len(end)] for end in SUFFIXES if name.lower().endswith(end))


def _members(archive: Archive) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    for entry in sorted(archive.entries(), key=lambda one: one.name):
        parts = PurePosixPath(entry.name).parts
        if not any(map(passed_over, parts)):
            yield entry, parts


def _extract(archive: Archive, entry: Entry) -> Content:
    try:
        raw = archive.read(entry, most_bytes(entry.name) + 1)
        return Content(raw, "", entry.modified)
    except Unreadable as error:
        return Content(b"", f"{clean_line(entry.name)} {error}.")
