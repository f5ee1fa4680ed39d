"""What was handed in: the rows that a layout understood, and the bytes of each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from grader.batch.companions import files_beside
from grader.batch.enrolment import Enrolled, enrol
from grader.batch.inventory import TIMES, Inventory, take_inventory
from grader.batch.layouts import (
    Item,
    Layout,
    Row,
    View,
    choose,
    layout_of,
    recognise,
    same,
    seen_as,
)
from grader.catalog import Exercise
from grader.export.people import People
from grader.foundation.errors import UsageFault
from grader.foundation.plain import NotPlain, open_plain
from grader.foundation.tables import heading_hint, read_table
from grader.foundation.text import counted
from grader.pipeline.reader import Reader
from grader.submission import most_bytes
from grader.submission.beside import Files

_COLUMNS: Mapping[str, tuple[str, ...]] = {"student": (), "exercise": (), "submitted": ()}
_SIDECAR_BYTES = 64 << 20
_SHOWN = 5


@dataclass(frozen=True)
class HandedIn:
    """One student's file for one exercise.

    unreadable says why there is none;
    submitted is an ISO time in UTC, empty if not known; attempt is 0 unless it is known already.
    late: the platform says so. layout and place: in which download it lay, and where. beside: the
    student's other files that the exercise takes, by name.
    """

    student: str
    exercise: str
    file: str
    raw: bytes
    unreadable: str = ""
    submitted: str = ""
    attempt: int = 0
    late: bool = False
    notes: tuple[str, ...] = ()
    layout: str = ""
    place: str = ""
    beside: Files = ()


@dataclass(frozen=True)
class Delivery:
    """What was understood of a download: its rows, and the files that no row is about.

    beside: by the place of a row's file, the names of other files that it needs, and where they
    lie.
    """

    layout: Layout
    rows: tuple[Row, ...]
    ignored: tuple[str, ...]
    inventory: Inventory
    enrolled: Enrolled
    prefix: str = ""
    warnings: tuple[str, ...] = ()
    beside: Mapping[str, tuple[tuple[str, Item], ...]] = field(default_factory=dict)

    def __enter__(self) -> "Delivery":
        return self

    def __exit__(self, *exception: object) -> None:
        self.inventory.opened.close()

    def read(self, rows: Iterable[Row] | None = None) -> Iterator[HandedIn]:
        """Yield what these rows are about, or all of them, with its bytes."""
        for row in self.rows if rows is None else rows:
            raw, problem = b"", row.problem
            if row.item is not None:
                item = replace(row.item, path=self.prefix + row.item.path)
                most = most_bytes(row.file)
                raw, problem = self.inventory.read(item, most + 1)
                if len(raw) > most:  # a class of such files is not kept in memory
                    raw, problem = b"", f"{row.file} is larger than {most >> 20} MiB."
            yield HandedIn(
                student=row.student,
                exercise=row.exercise,
                file=row.file,
                raw=raw,
                unreadable=problem,
                submitted=row.submitted,
                attempt=row.attempt,
                late=row.late,
                notes=row.notes,
                layout=self.layout.name,
                place=row.place,
                beside=self._read_beside(row.place) if raw else (),
            )

    def _read_beside(self, place: str) -> Files:
        found = []
        for name, item in self.beside.get(place, ()):
            full = replace(item, path=self.prefix + item.path)
            raw, problem = self.inventory.read(full, most_bytes(name))
            if not problem:
                found.append((name, raw))
        return tuple(found)


def find(
    root: Path,
    exercises: Iterable[Exercise],
    reader: Reader,
    zone: tzinfo = UTC,
    *,
    only: bool = False,
    layout: str = "",
    pattern: str = "",
    roster: People | None = None,
    groups: Iterable[str] = (),
    course: Iterable[str] = (),
) -> Delivery:
    """Return what is understood of `root`, a folder or an archive. Raises UsageFault.

    Archives are looked into by `reader`, which the delivery needs until it is closed.
    only: the exercises are those that were asked for by name, and everybody has a row for each.
    layout: the name of the layout, else it is recognised; pattern: a regular expression instead.
    zone: that of times which name none. `submissions.csv` in the folder tells when work was handed
    in, whatever the layout says. roster: who is in the course; groups: the exercises that its
    groups hand in together. course: the names of all of its exercises.
    """
    sought = {one.slug: one for one in exercises}
    slugs = list(sought)
    inventory = take_inventory(root, reader)
    whole = inventory.view
    view = replace(whole, items=tuple(one for one in whole.items if one.path != TIMES))
    if pattern:
        chosen, seen = layout_of(pattern), view
    else:
        chosen, seen = seen_as(layout, view) if layout else recognise(view)
    known = _times(root, zone) if root.is_dir() else {}
    lines = chosen.read(seen, _texts(inventory, chosen, seen), zone)
    others = [slug for slug in course if slug not in slugs] if chosen.mixed else []
    answers = {one.slug: one.answer for one in sought.values() if one.functions}
    found = choose(lines, slugs, only=only or len(slugs) == 1, others=others, answers=answers)
    if not found.rows:
        raise UsageFault(*_nothing(chosen, seen, bool(lines), slugs))
    read = {line.item.path for line in lines}
    beside = [
        one.path for one in seen.items if one.path not in read and not chosen.sidecar(one.path)
    ]
    timed = [
        replace(row, submitted=known.get((row.student, row.exercise), row.submitted))
        for row in found.rows
    ]
    enrolled = enrol(timed, roster or People(), chosen.name, groups)
    _refuse_two_times(known, enrolled.renamed)
    rows = tuple(
        replace(row, submitted=known.get((row.student, row.exercise), row.submitted))
        for row in enrolled.rows
    )
    there = {(row.student, row.exercise) for row in (*timed, *rows)}
    warnings = tuple(
        f"{TIMES} tells when {student} handed in {exercise}, but nothing of that is there"
        for student, exercise in known
        if (student, exercise) not in there and exercise in slugs
    )
    taken = files_beside(rows, lines, sought)
    used = {item.shown for items in taken.values() for _, item in items}
    ignored = tuple(sorted({*found.ignored, *beside} - used))
    return Delivery(chosen, rows, ignored, inventory, enrolled, seen.prefix, warnings, taken)


def _refuse_two_times(known: Mapping[tuple[str, str], str], renamed: Mapping[str, str]) -> None:
    """Raise UsageFault where a table tells two times of one student, who has two names in it."""
    for (student, exercise), moment in known.items():
        new = renamed.get(student, student)
        if known.get((new, exercise), moment) != moment:
            raise UsageFault(
                f"{TIMES} tells two times for {exercise} of one student, {student} and {new}",
                "leave one line for each student and exercise",
            )


def _texts(inventory: Inventory, layout: Layout, view: View) -> dict[str, str]:
    """Return the platform's own notes, by their paths in the view."""
    texts = {}
    for item in view.items:
        if layout.sidecar(item.path) and not item.inner and not item.problem:
            full = replace(item, path=view.prefix + item.path)
            raw, _ = inventory.read(full, _SIDECAR_BYTES)
            texts[item.path] = raw.decode("utf-8-sig", "replace")
    return texts


def _nothing(layout: Layout, view: View, students: bool, slugs: list[str]) -> tuple[str, str]:
    """Return what to say where no submission was found, and what to do about it."""
    names = [item.shown for item in view.items]
    there = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
    wanted = ", ".join(f"{slug}.py" for slug in slugs[:_SHOWN]) + (" …" if slugs[_SHOWN:] else "")
    seen = f"{counted(len(names), 'file')} ({there})" if names else "no file"
    message = f"no submission was found in {view.root}: looked for {wanted}, found {seen}"
    if students:
        return message, "no name is that of an exercise; say which one it is: --exercise EXERCISE"
    hint = "a file is called STUDENT/EXERCISE.py, or as in a download (docs/platforms.md)"
    return f"{message}, understood as {layout.title}", f"{hint}; --layout-regex takes other names"


def _times(root: Path, zone: tzinfo) -> dict[tuple[str, str], str]:
    """Return when which student handed in what, from a table; nothing if there is none."""
    path = root / TIMES
    try:
        with open_plain(root, TIMES) as file:
            data = file.read()
    except FileNotFoundError:
        return {}
    except NotPlain as error:
        raise UsageFault(f"{root}: {error}", "put the table itself there") from error
    table = read_table(data, str(path), _COLUMNS)
    missing = [column for column in _COLUMNS if column not in table.columns]
    if missing:
        raise UsageFault(
            f"{path}, line 1: there is no column {missing[0]!r}", heading_hint(table, _COLUMNS)
        )
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for row in table.rows:
        student, exercise, text = (same(row.cells.get(column, "")) for column in _COLUMNS)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise UsageFault(
                f"{path}, line {row.line}: {text!r} is no time",
                "write it like 2026-10-05T23:59:00, or with its zone 2026-10-05T23:59:00+02:00",
            ) from error
        if (student, exercise) in found:
            before = found[student, exercise][1]
            raise UsageFault(
                f"{path}, line {row.line}: {student}, {exercise} is on line {before} already",
                "leave one line for each student and exercise",
            )
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        found[student, exercise] = (aware.astimezone(UTC).isoformat(timespec="seconds"), row.line)
    return {key: moment for key, (moment, _) in found.items()}
