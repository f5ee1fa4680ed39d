"""What lies in a folder or an archive: names, sizes and times first, bytes when they are wanted.

A student's own archive is looked into, one level deep. Links are not followed, and what systems
leave behind is passed over.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from grader.batch.archives import ONE_STUDENT, WHOLE_CLASS, Archive, Unreadable, is_archive
from grader.batch.layouts import Item, View, is_code, is_junk, recognise
from grader.foundation.errors import UsageFault
from grader.foundation.plain import NotPlain, entries, open_plain
from grader.foundation.text import clean_line, encodable
from grader.pipeline.reader import Reader
from grader.submission import most_bytes
from grader.submission.messages import Entry

TIMES = "submissions.csv"
_ARCHIVE_BYTES = 16 << 20  # of an archive in an archive
_DEEPEST = 8
_GIT = ".git"
_EMPTY = "The folder is empty."
_TABLES = (".csv", ".toml", ".md", ".xlsx", ".tsv")
_MOST_DOWNLOADS = 10


@dataclass
class Inventory:
    """The files of a download, and where the bytes of each are.

    clones: the folders that hold a repository of git. places: the files of a folder by their
    paths; members: those of archives, by the path in the download and the one inside a student's
    archive. An archive of a whole class stays open until `opened` is closed.
    """

    root: Path
    reader: Reader
    items: list[Item] = field(default_factory=list)
    clones: set[str] = field(default_factory=set)
    places: dict[str, Path] = field(default_factory=dict)
    members: dict[tuple[str, str], Entry] = field(default_factory=dict)
    archive: Archive | None = None
    opened: ExitStack = field(default_factory=ExitStack)

    @property
    def view(self) -> View:
        """All of it, as the layouts see it."""
        name = self.root.resolve().name
        root = name.removesuffix(".zip") if self.archive else name
        return View(root, tuple(self.items), frozenset(self.clones))

    def read(self, item: Item, most: int) -> tuple[bytes, str]:
        """Return at most `most` bytes of a file, or why there are none."""
        name = clean_line(item.shown.rsplit("/", 1)[-1])
        try:
            if not item.inner:
                return self._bytes(item.path, most), ""
            with self._students(item.path) as archive:
                return archive.read(self.members[item.path, item.inner], most), ""
        except NotPlain as error:
            return b"", f"{clean_line(str(error))}."
        except Unreadable as error:
            return b"", f"{name} {error}."
        except OSError as error:
            return b"", f"{name} cannot be read: {error.strerror}."

    def _bytes(self, path: str, most: int) -> bytes:
        if self.archive is not None:
            return self.archive.read(self.members[path, ""], most)
        with open_plain(self.root, *self.places[path].parts) as file:
            return file.read(most)

    def _students(self, path: str) -> Archive:
        """Return a student's archive, open. Raises Unreadable, NotPlain and OSError."""
        if self.archive is None:
            with open_plain(self.root, *self.places[path].parts) as file:
                return Archive(file, self.reader, ONE_STUDENT)
        raw = self.archive.read(self.members[path, ""], _ARCHIVE_BYTES)
        return Archive(raw, self.reader, ONE_STUDENT)

    def look_inside(self, item: Item) -> list[Item]:
        """Return the files of a student's archive, or the file itself if it is none."""
        if not is_archive(item.path) or item.problem:
            return [item]
        name = clean_line(item.path.rsplit("/", 1)[-1])
        problem = f"{name} is empty." if not item.size else ""
        if self.archive is not None and item.size > _ARCHIVE_BYTES:
            problem = f"{name} is larger than {_ARCHIVE_BYTES >> 20} MiB."
        if problem:
            return [replace(item, problem=problem)]
        try:
            with self._students(item.path) as archive:
                found = self.list_members(archive, item.path)
        except Unreadable as error:
            return [replace(item, problem=f"{name} {error}.")]
        except NotPlain as error:
            return [replace(item, problem=f"{clean_line(str(error))}.")]
        except OSError as error:
            return [replace(item, problem=f"{name} cannot be read: {error.strerror}.")]
        if not found:
            return [replace(item, problem=f"{name} holds no file.")]
        return [replace(one, path=item.path, inner=one.path) for one in found]

    def list_members(self, archive: Archive, within: str = "") -> list[Item]:
        """Return the files of an archive, sorted. Raises Unreadable."""
        items, files = [], set()
        for entry in archive.entries():
            path = entry.name.replace("\\", "/").removeprefix("./")
            parts = [part for part in path.split("/") if part]
            if _GIT in parts and not within:
                self.clones.add("/".join(parts[: parts.index(_GIT)]))
            if not parts or any(map(is_junk, parts)) or path in files:
                continue
            files.add(path)
            self.members[(within, path) if within else (path, "")] = entry
            why = f"{clean_line(parts[-1])} {entry.refused}." if entry.refused else ""
            items.append(Item(path, size=entry.size, modified=entry.modified, problem=why))
        for left in archive.left_out():
            name = encodable(left.replace("\\", "/")).rsplit("/", 1)[-1]
            why = f"The path of {name} leads out of the archive."
            items.append(Item(f"outside the archive/{name}", problem=why))
        tops = {"/".join(path.split("/")[:depth]) for path in files for depth in (1, 2, 3)}
        items += [Item(f"{one}/", problem=_EMPTY) for one in self.clones - tops if not within]
        return sorted(items, key=lambda one: one.path)


def take_inventory(root: Path, reader: Reader) -> Inventory:
    """Return what lies in `root`, a folder or an archive. Raises UsageFault if it is neither.

    What holds the archive of a platform, and of students nothing else, is that archive.
    """
    if not root.exists():
        raise UsageFault(f"there is no folder or archive {root}")
    try:
        if not root.is_dir():
            inventory = _of_archive(root, reader)
        else:
            inventory = Inventory(root, reader)
            for item in list(_walk(inventory, Path(), "")):
                inventory.items += inventory.look_inside(item)
        inside = _downloaded(inventory)
        if inside is None:
            return inventory
        inventory.opened.close()
        return inside
    except (OSError, UnicodeError, NotPlain, Unreadable) as error:
        raise UsageFault(f"{root} cannot be read: {error}") from error


def _downloaded(inventory: Inventory) -> Inventory | None:
    """Return the archive of a platform that lies in a folder or a zip, perhaps beside tables.

    Raises UsageFault where there are several of them.
    """
    archives = sorted({item.path for item in inventory.items if item.inner})
    others = [item.path for item in inventory.items if not item.inner]
    if not 0 < len(archives) <= _MOST_DOWNLOADS or not all(map(_is_table, others)):
        return None
    inside = [_inside(inventory, path) for path in archives]
    whole = all(recognise(one.view)[0].name != "plain" for one in inside)
    if whole and len(inside) == 1:
        return inside[0]
    for one in inside:
        one.opened.close()
    if not whole:
        return None
    raise UsageFault(
        f"there are {len(inside)} downloads in {inventory.root}: {', '.join(archives)}",
        "grade one after the other: name the archive instead of the folder",
    )


def _is_table(path: str) -> bool:
    """Say whether a file may be one that an instructor keeps beside a download."""
    return "/" not in path and path.lower().endswith(_TABLES)


def _inside(inventory: Inventory, path: str) -> Inventory:
    """Return what lies in an archive of a download, as if that were the download."""
    if inventory.archive is None:
        return _of_archive(inventory.root / inventory.places[path], inventory.reader)
    raw = inventory.archive.read(inventory.members[path, ""], _ARCHIVE_BYTES)
    return _of_archive(Path(path), inventory.reader, raw)


def _of_archive(path: Path, reader: Reader, raw: bytes | None = None) -> Inventory:
    """Return what lies in the archive at `path`, or in the one that these bytes are."""
    inventory = Inventory(path, reader)
    if raw is None:
        with path.open("rb") as file:
            archive = Archive(file, reader, WHOLE_CLASS)
    else:
        archive = Archive(raw, reader, WHOLE_CLASS)
    inventory.archive = inventory.opened.enter_context(archive)
    for item in inventory.list_members(inventory.archive):
        inventory.items += inventory.look_inside(item)
    return inventory


def _walk(inventory: Inventory, below: Path, start: str) -> Iterator[Item]:
    """Yield the files in a folder below the root; an empty folder is an item, too."""
    found = names_in(inventory.root, *below.parts)
    if _GIT in found:
        inventory.clones.add(start.rstrip("/"))
    kept = {name: about for name, about in sorted(found.items()) if not is_junk(name)}
    if not kept and start:
        name = clean_line(below.name)
        is_folder = f"{name} is a folder, not a file." if is_code(below.name) else _EMPTY
        yield Item(start.rstrip("/") if is_code(below.name) else start, problem=is_folder)
    for name, about in kept.items():
        path, place = start + readable_name(name), below / name
        if stat.S_ISDIR(about.st_mode) and start.count("/") < _DEEPEST:
            yield from _walk(inventory, place, f"{path}/")
        else:
            inventory.places[path] = place
            yield _file(path, about)


def names_in(root: Path, *parts: str) -> dict[str, os.stat_result]:
    """Return what lies in a folder below `root`; of a link, what the link itself is."""
    return {one.name: one.stat(follow_symlinks=False) for one in entries(root, *parts)}


def _file(path: str, about: os.stat_result) -> Item:
    name = clean_line(path.rsplit("/", 1)[-1])
    if stat.S_ISLNK(about.st_mode):
        return Item(path, problem=f"{name} is a link, not a file.")
    if not stat.S_ISREG(about.st_mode):
        return Item(path, problem=f"{name} is not a regular file.")
    moment = datetime.fromtimestamp(about.st_mtime, UTC).isoformat(timespec="seconds")
    return Item(path, size=about.st_size, modified=moment)


def read_plain(root: Path, *parts: str) -> tuple[bytes, str]:
    """Return the first bytes of the file `parts` below `root`, or why it cannot be read.

    No link is followed, neither the file itself nor a folder on the way to it.
    """
    try:
        with open_plain(root, *parts) as file:
            return file.read(most_bytes(parts[-1]) + 1), ""
    except NotPlain as error:
        return b"", f"{clean_line(str(error))}."
    except OSError as error:
        return b"", f"{clean_line(parts[-1])} cannot be read: {error.strerror}."


def readable_name(name: str) -> str:
    """Return a file's name as a database and a page can hold it."""
    return encodable(os.fsencode(name).decode("utf-8", "replace"))
