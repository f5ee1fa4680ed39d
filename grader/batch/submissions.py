"""What was handed in: files in a folder per student, flat files, or archives of either."""

import contextlib
import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from grader.batch.archives import Unreadable
from grader.batch.places import FLAT, TIMES, Content, found_in
from grader.catalog import Exercise
from grader.foundation.errors import UsageFault
from grader.foundation.plain import NotPlain, open_plain
from grader.pipeline.reader import Reader
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


def find(root: Path, exercises: Iterable[Exercise], reader: Reader, zone: tzinfo = UTC) -> Delivery:
    """Return what lies in `root`, a folder or an archive. Raises UsageFault.

    `<student>/<exercise>.py`, `<student>.zip` with `<exercise>.py` in it, and, when one exercise
    is asked for, `<student>.py`. Names beginning with a dot or `__` are passed over. When a file
    was handed in is the time of its last change, unless `submissions.csv` tells; `zone` is that of
    times there which name none. Archives are looked into by `reader`; an archive that cannot be
    read counts as an unreadable answer to each exercise that its student has no other file for.
    """
    slugs = [one.slug for one in exercises]
    wanted = {f"{slug}{suffix}": slug for slug in slugs for suffix in (".py", NOTEBOOK)}
    if not root.exists():
        raise UsageFault(f"there is no folder or archive {root}")
    known = _times(root, zone) if root.is_dir() else {}
    kept: dict[tuple[str, str], HandedIn] = {}
    ignored, broken = [], []
    with contextlib.ExitStack() as opened:
        try:
            for found in found_in(root, reader, opened):
                slug = wanted.get(found.file) or _flat(found.file, set(slugs))
                if found.broken:
                    broken.append(found)
                elif slug is None or found.load is None or (found.student, slug) in kept:
                    ignored.append("/".join(filter(None, (found.student, found.file))))
                else:
                    content = _bounded(found.file, found.load())
                    moment = known.get((found.student, slug), content.submitted)
                    kept[found.student, slug] = HandedIn(
                        found.student, slug, found.file, content.raw, content.unreadable, moment
                    )
        except (OSError, NotPlain, UnicodeError, Unreadable) as error:
            raise UsageFault(f"{root} cannot be read: {error}") from error
    for found in broken:
        for slug in slugs:
            moment = known.get((found.student, slug), "")
            nothing = HandedIn(found.student, slug, found.file, b"", found.broken, moment)
            kept.setdefault((found.student, slug), nothing)
    return Delivery(tuple(kept[key] for key in sorted(kept)), tuple(sorted(ignored)))


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
    return next(iter(slugs)) if Path(file).stem == FLAT and len(slugs) == 1 else None


def _bounded(name: str, content: Content) -> Content:
    """Return no bytes for a file that is too large: a class of such files is not kept in memory."""
    most = most_bytes(name)
    if len(content.raw) <= most:
        return content
    return Content(b"", f"{name} is larger than {most >> 20} MiB.", content.submitted)
