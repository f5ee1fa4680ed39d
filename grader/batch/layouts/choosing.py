"""From the files of a download to rows: one for each student, exercise and attempt.

Nobody whom a layout has seen is left without a row; where no file can be graded, it says why.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.batch.layouts.items import Item, Line
from grader.batch.layouts.names import (
    ABOUT,
    ANY,
    EXACT,
    VARIANT,
    WRONG_TYPES,
    exercise_of,
    is_code,
    nearly,
    saved_as,
    suffix_of,
    titled,
)
from grader.batch.layouts.plain import FLAT

_LISTED = 6
BY_TIME = -1


@dataclass(frozen=True)
class Row:
    """What was understood of one student, exercise and attempt.

    item is None, and problem says why, where there is nothing to grade. attempt: its number; 0 if
    the layout tells of no attempts, BY_TIME if it tells them by `submitted`.
    """

    student: str
    exercise: str
    item: Item | None
    file: str
    name: str = ""
    other: tuple[str, ...] = ()
    submitted: str = ""
    late: bool = False
    attempt: int = 0
    problem: str = ""
    notes: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Chosen:
    """The rows, sorted, and the files that none of them is about."""

    rows: tuple[Row, ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True)
class _File:
    line: Line
    exercise: str | None
    rank: int


def choose(
    lines: Sequence[Line],
    slugs: Iterable[str],
    *,
    only: bool,
    others: Iterable[str] = (),
    answers: Mapping[str, str] | None = None,
) -> Chosen:
    """Return a row for each student, exercise and attempt.

    slugs: the exercises that may be meant; `only`: each of these was asked for by name. others:
    those that were not asked for, but whose files may be among these. answers: the names of the
    files of those exercises that are one of several files of a student.
    """
    names, further, answers = tuple(slugs), tuple(others), answers or {}
    files = [_named(line, names, further, answers) for line in lines]
    found = {file.exercise for file in files if file.exercise}
    play = [slug for slug in names if only or slug in found]
    rows: list[Row] = []
    used: set[str] = set()
    for mine in _grouped(files).values():
        for row in _of_attempt(mine, play, answers):
            rows.append(row)
            used.add(row.place)
            if row.problem:
                used.update(file.line.item.shown for file in mine)
    elsewhere = {file.line.item.shown for file in files if file.exercise in further}
    ignored = {line.item.shown for line in lines} - used - elsewhere
    rows.sort(key=lambda row: (row.student, row.exercise, row.attempt, row.submitted))
    return Chosen(tuple(rows), tuple(sorted(ignored)))


def _grouped(files: Iterable[_File]) -> dict[tuple[str, str], list[_File]]:
    groups: dict[tuple[str, str], list[_File]] = defaultdict(list)
    for file in files:
        groups[file.line.student, file.line.attempt].append(file)
    return groups


def _named(
    line: Line, slugs: tuple[str, ...], others: tuple[str, ...], answers: Mapping[str, str]
) -> _File:
    """Return a file with the exercise that it is of, by its own name or by that of a folder."""
    hinted = titled(line.exercise, slugs) if line.exercise else None
    if not is_code(line.file):
        return _File(line, None, ANY)
    if hinted is None:
        found = exercise_of(line.file, slugs, answers)
        if found is not None:
            return _File(line, *found)
        other = exercise_of(line.file, others)
        elsewhere = titled(line.exercise, others) or (other and other[1] < ABOUT and other[0])
        return _File(line, elsewhere or None, ANY)
    found = exercise_of(line.file, (hinted,), answers)
    return _File(line, hinted, found[1]) if found else _File(line, None, ANY)


def _of_attempt(
    mine: Sequence[_File], play: Sequence[str], answers: Mapping[str, str]
) -> list[Row]:
    """Return the rows of one student's attempt."""
    named = {file.exercise for file in mine if file.exercise in play}
    rest = [one for one in mine if one.exercise not in play]
    rows = []
    for slug in play:
        alone = len(play) == 1 and slug not in answers
        candidates = _candidates(mine, slug, alone=alone)
        if candidates:
            rows.append(_decided(candidates, slug))
        elif not named or any(nearly(one.line.file, slug) for one in rest if not one.exercise):
            file = answers.get(slug, f"{slug}.py")
            rows.append(_nothing([one.line for one in rest], slug, file))
    return rows


def _candidates(mine: Sequence[_File], slug: str, *, alone: bool) -> list[_File]:
    """Return the files that may be the submission, those of the best kind of name only."""
    named = [file for file in mine if file.exercise == slug]
    if not named and alone:
        named = [
            file
            for file in mine
            if is_code(file.line.file)
            and file.exercise is None
            and not file.line.file.lower().startswith("test_")
        ]
    best = min((file.rank for file in named), default=ANY)
    near = (EXACT, VARIANT) if best <= VARIANT else (best,)
    kept = [file for file in named if file.rank in near]
    whole = [file for file in kept if not _trouble(file.line)]
    full = [file for file in whole if file.line.item.size]
    return full or whole or kept


def _decided(candidates: Sequence[_File], slug: str) -> Row:
    """Return the row for the only candidate, or the newest, or one that has no file."""
    if len(candidates) == 1:
        return _row(candidates[0], slug, ())
    names = _listed(file.line for file in candidates)
    times = sorted((_time(file.line), at) for at, file in enumerate(candidates))
    (before, _), (last, at) = times[-2:]
    if before != last:
        return _row(candidates[at], slug, (f"The newest of several files: {names}.",))
    first = candidates[0].line
    why = f"Several files may be the one to grade, and none is the newest: {names}."
    return _problem_row(first, slug, why)


def _time(line: Line) -> tuple[str, str]:
    """Return by which a file is newer than another: the platform's time, then the archive's."""
    return line.submitted, line.item.modified


def _row(file: _File, slug: str, notes: tuple[str, ...]) -> Row:
    line = file.line
    trouble = _trouble(line)
    if trouble:
        return _problem_row(line, slug, trouble)
    flat = line.file.startswith(f"{FLAT}.") and not line.item.inner
    if file.rank != EXACT and not flat:
        notes = (f"Taken from {line.file}, for it is called nearly so.", *notes)
    if file.rank == ANY and not flat:
        notes = (f"Taken from {line.file}, the only file with code.", *notes[1:])
    if file.rank == ABOUT:
        notes = (f"Taken from {line.file}, which holds the exercise's name.", *notes[1:])
    return Row(
        student=line.student,
        exercise=slug,
        item=line.item,
        file=saved_as(line.file),
        name=line.name,
        other=line.other,
        submitted=line.submitted,
        late=line.late,
        attempt=_attempt(line),
        notes=(*line.notes, *notes),
        place=line.item.shown,
    )


def _problem_row(line: Line, slug: str, problem: str) -> Row:
    return Row(
        student=line.student,
        exercise=slug,
        item=None,
        file=line.file or f"{slug}.py",
        name=line.name,
        other=line.other,
        submitted=line.submitted,
        late=line.late,
        attempt=_attempt(line),
        problem=problem,
        notes=line.notes,
        place=line.item.shown,
    )


def _nothing(lines: Sequence[Line], slug: str, file: str) -> Row:
    """Return the row of somebody whose files cannot be graded."""
    if len(lines) == 1 and _trouble(lines[0]):
        return _problem_row(lines[0], slug, _trouble(lines[0]))
    told = [_trouble(line) for line in lines if _trouble(line)]
    stem = file.removesuffix(".py")
    why = f"There is no file {file} or {stem}.ipynb; handed in: {_listed(lines)}."
    return _problem_row(lines[0], slug, " ".join(dict.fromkeys([why, *told])))


def _trouble(line: Line) -> str:
    """Return why a file cannot be graded, as far as its name tells; empty if it can."""
    if line.problem:
        return line.problem
    if line.item.problem:
        return line.item.problem
    if not line.file:
        return "The folder is empty."
    kind = WRONG_TYPES.get(suffix_of(line.file))
    return f"{line.file} is {kind}; hand in Python (.py) or a notebook (.ipynb)." if kind else ""


def _attempt(line: Line) -> int:
    if line.number:
        return line.number
    return BY_TIME if line.attempt and line.submitted else 0


def _listed(lines: Iterable[Line]) -> str:
    names = [line.file or "nothing" for line in lines]
    shown = ", ".join(names[:_LISTED])
    return f"{shown} and {len(names) - _LISTED} more" if len(names) > _LISTED else shown
