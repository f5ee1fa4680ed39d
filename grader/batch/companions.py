"""Which of a student's other files belong to the one that is graded, and keeping them."""

import posixpath
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from grader.batch.layouts import Item, Line, Row
from grader.catalog import Exercise
from grader.submission.beside import Files
from grader.submission.messages import MAX_BESIDE


def files_beside(
    rows: Iterable[Row], lines: Iterable[Line], exercises: Mapping[str, Exercise]
) -> dict[str, tuple[tuple[str, Item], ...]]:
    """Return, by the place of each row's file, the names of the files it needs, and the files.

    They are the same attempt's of the same student; of two with one name that in the same folder,
    else the newest.
    """
    rows = [row for row in rows if row.item and exercises[row.exercise].takes_more]
    of_place = {line.item.shown: line for line in lines} if rows else {}
    mine: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in of_place.values():
        mine[line.student, line.attempt].append(line)
    found = {}
    for row in rows:
        main = of_place[row.place]
        chosen: dict[str, Line] = {}
        for line in sorted(mine[main.student, main.attempt], key=lambda one: _near(one, main)):
            if exercises[row.exercise].takes(line.file) and not line.item.problem:
                chosen[line.file] = line
        kept = sorted(chosen.items())[:MAX_BESIDE]
        found[row.place] = tuple((name, line.item) for name, line in kept)
    return found


def _near(line: Line, main: Line) -> tuple[bool, str]:
    """Return by which the better of two files of one name comes last."""
    folders = [posixpath.dirname(one.item.shown) for one in (line, main)]
    return folders[0] == folders[1], line.item.modified


def packed(files: Files) -> bytes:
    """Return files as a journal keeps them."""
    return zlib.compress(msgspec.msgpack.encode(files)) if files else b""


def unpacked(data: bytes) -> Files:
    """Return the files that were packed, once they are inflated. Raises msgspec.MsgspecError."""
    return msgspec.msgpack.decode(data, type=tuple[tuple[str, bytes], ...])
