"""What a batch leaves to read: a page and a file per submission, the gradebook, the class page.

Everything is made from the journal. All but timing.html holds no time of day and no duration, so
that two runs over the same submissions leave the same bytes.
"""

import functools
import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import quote, unquote

import msgspec

from grader.batch.course import Course, counting, lateness
from grader.batch.decisions import Ruling, decided, in_force
from grader.batch.journal import FILE, Entry, Journal
from grader.batch.pages import render_class, render_door, render_student, render_timing
from grader.batch.pseudonyms import FOLDER, KEY, Names, names_in, write_key
from grader.batch.roster import Summary, gradebook, missing_summary, roster, summary_of
from grader.batch.timing import run_of, timing
from grader.batch.totals import totals
from grader.foundation.errors import UsageFault
from grader.foundation.files import is_device, write_atomically
from grader.foundation.model import Report, encode_report
from grader.foundation.text import clean_line
from grader.report.render import render_html

_LONGEST = 120
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\<>:"|?*]')


def folder_name(student: str) -> str:
    """Return a name that every file system takes, for almost all students their own."""
    name = _UNFIT.sub("_", student).strip(" .")
    name = f"_{name}" if is_device(name) else name
    if name == student and len(name.encode()) <= _LONGEST:
        return name
    digest = hashlib.sha256(student.encode()).hexdigest()[:8]
    kept = name.encode()[: _LONGEST - 9].decode("utf-8", "ignore")
    return f"{kept}-{digest}"


def write_result(folder: Path, student: str, report: Report) -> None:
    """Write the page and the JSON of one report, unless they are there as they should be."""
    timeless = without_times(report)
    data = encode_report(timeless)
    target = folder / "results" / folder_name(student)
    page, file = target / f"{report.exercise}.html", target / f"{report.exercise}.json"
    if page.is_file() and file.is_file() and file.read_bytes() == data:
        return
    write_atomically(page, render_html(timeless).encode())
    write_atomically(file, data)  # last: where it is, the page is whole too


@dataclass(frozen=True)
class Written:
    """What stands in the gradebook, and how many results of retired exercises do not."""

    summaries: tuple[Summary, ...]
    retired: dict[str, int]


def write_class(folder: Path, journal: Journal, order: Iterable[str], course: Course) -> Written:
    """Write what is missing of the results, then gradebook, timing and class page.

    order: the exercises that there are. Results of others stay in the journal alone. A class that
    is to have pseudonyms is written a second time under these, into a folder of its own.
    """
    order = list(order)
    names, pseudonyms = names_in(journal)
    written = _write(folder, journal, order, course, names)
    if pseudonyms is not None:
        veiled = _write(folder / FOLDER, journal, order, course, pseudonyms)
        _keep_only(folder / FOLDER, veiled)
        write_key(folder / KEY, pseudonyms)
    return written


def _write(
    folder: Path, journal: Journal, order: list[str], course: Course, names: Names
) -> Written:
    """Write everything into a folder, with the students under these names."""
    summaries: list[Summary] = []
    runs, retired = [], Counter[str]()
    for attempt, found in counted(journal, course):
        student = names.student(attempt.student)
        if attempt.exercise not in order:
            retired[attempt.exercise] += 1
            _remove_result(folder, student, attempt.exercise)
            continue
        report = names.report(found, functools.partial(journal.handed_in, attempt))
        write_result(folder, student, report)
        page = f"results/{quote(folder_name(student))}/{attempt.exercise}.html"
        name, number = names.full(attempt.student), attempt.attempt
        summaries.append(
            summary_of(student, report, page, attempt.submitted, name=name, attempt=number)
        )
        runs.append(run_of(student, report, page))
    summaries += _missing(summaries, journal, course, names)
    summaries.sort(key=lambda one: (one.student, one.exercise))
    write_atomically(folder / "gradebook.csv", gradebook(summaries).encode())
    write_atomically(folder / "totals.csv", totals(summaries, order, course.weights).encode())
    write_atomically(folder / "timing.html", render_timing(timing(runs, order)).encode())
    write_atomically(folder / "index.html", render_class(roster(summaries, order)).encode())
    _write_students_pages(folder / "results", summaries, order)
    _sweep(folder)
    return Written(tuple(summaries), dict(retired))


def _missing(
    summaries: Iterable[Summary], journal: Journal, course: Course, names: Names
) -> Iterator[Summary]:
    """Yield a row for everybody on the roster and every exercise that somebody has handed in."""
    most: dict[str, float] = {}
    have = set()
    for one in summaries:
        most[one.exercise] = max(one.max_score, most.get(one.exercise, 0.0))
        have.add((one.student, one.exercise))
    rulings = rulings_in(journal, course)
    for student in journal.records.people(listed=True).people:
        called = names.student(student)
        for exercise, points in most.items():
            if (clean_line(called), exercise) not in have:
                made = missing_summary(student, names.full(student), exercise, points, rulings)
                told = names.words(made.decisions, student)
                yield msgspec.structs.replace(made, student=clean_line(called), decisions=told)


def _keep_only(folder: Path, written: Written) -> None:
    """Remove the folders of pseudonyms that nobody has any more."""
    kept = {one.page.split("/")[1] for one in written.summaries if one.page}
    for place in (folder / "results").iterdir():
        if place.is_dir() and place.name not in kept:
            remove_student(folder, place.name)


def rulings_in(journal: Journal, course: Course) -> list[Ruling]:
    """Return the decisions that hold: those of course.toml, and over them the journal's."""
    return in_force([*course.rulings, *journal.records.rulings()])


def _write_students_pages(results: Path, summaries: Iterable[Summary], order: list[str]) -> None:
    """Write the page of each student, and one that names nobody for the folder of them all."""
    by_folder: dict[str, list[Summary]] = {}
    for one in summaries:
        if one.page:
            by_folder.setdefault(unquote(one.page.split("/")[1]), []).append(one)
    for name, found in by_folder.items():
        found.sort(key=lambda one: order.index(one.exercise))
        write_atomically(results / name / "index.html", render_student(found).encode())
    write_atomically(results / "index.html", render_door().encode())


def _remove_result(folder: Path, student: str, exercise: str) -> None:
    """Remove the page and the JSON of a result that no longer counts."""
    for suffix in (".html", ".json"):
        file = folder / "results" / folder_name(student) / f"{exercise}{suffix}"
        file.unlink(missing_ok=True)


def publish(folder: Path, target: Path) -> None:
    """Copy what students may see to a new folder: everything but who is who. Raises UsageFault."""
    try:
        shutil.copytree(folder, target, ignore=shutil.ignore_patterns(f"{FILE}*", KEY))
    except OSError as error:
        raise UsageFault(f"{target} cannot be written: {error}") from error


def remove_student(folder: Path, student: str) -> None:
    """Remove the results of somebody who has another name from now on."""
    place = folder / "results" / folder_name(student)
    for file in (*place.glob("*.html"), *place.glob("*.json")):
        file.unlink()
    if place.is_dir() and not any(place.iterdir()):
        place.rmdir()


def _sweep(folder: Path) -> None:
    """Remove the half-written files of a killed run; the journal's lock says that it has ended."""
    for place in (folder, folder / "results", *(folder / "results").glob("*")):
        for left in place.glob(".*.*.*"):
            left.unlink()


def counted(journal: Journal, course: Course) -> Iterator[tuple[Entry, Report]]:
    """Yield, of every student and exercise, the attempt that counts, with its lateness."""
    rulings = rulings_in(journal, course)
    for _, found in groupby(journal.attempts(), lambda one: (one.student, one.exercise)):
        attempts = list(found)
        if len(attempts) > 1:
            finals = [_judged(journal, course, one, rulings).final_score for one in attempts]
            attempts = [attempts[counting(course, finals)]]
        yield attempts[0], _judged(journal, course, attempts[0], rulings)


def _judged(journal: Journal, course: Course, attempt: Entry, rulings: Sequence[Ruling]) -> Report:
    """Return an attempt's report with its lateness and what the instructor decided."""
    report = msgspec.structs.replace(journal.report(attempt), student=attempt.student)
    report = decided(report, rulings)
    late = lateness(course, attempt.student, report, attempt.submitted)
    return msgspec.structs.replace(report, late=late)


def without_times(report: Report) -> Report:
    """Return the report without when it was made and how long it took."""
    return msgspec.structs.replace(report, started="", duration_s=0.0, timings_s={})


def changes(before: Iterable[Entry], after: Iterable[Entry]) -> list[tuple[Entry, Entry]]:
    """Return the attempts whose score or status differs, as pairs of before and after.

    What is on one side alone is no change.
    """
    old = {(entry.student, entry.exercise, entry.attempt): entry for entry in before}
    return [
        (was, now)
        for now in after
        if (was := old.get((now.student, now.exercise, now.attempt)))
        and (was.score, was.status) != (now.score, now.status)
    ]
