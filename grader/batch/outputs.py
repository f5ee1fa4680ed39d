"""What a batch leaves to read: a page and a file per submission, the gradebook, the class page.

Everything is made from the journal. All but timing.html holds no time of day and no duration, so
that two runs over the same submissions leave the same bytes.
"""

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

import msgspec

from grader.batch.course import Course, counting, lateness
from grader.batch.journal import FILE, Entry, Journal
from grader.batch.pages import render_class, render_timing
from grader.batch.roster import Summary, gradebook, roster, summary_of
from grader.batch.timing import run_of, timing
from grader.foundation.errors import UsageFault
from grader.foundation.files import write_atomically
from grader.foundation.model import Report, encode_report
from grader.report.render import render_html

_LONGEST = 120
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\<>:"|?*]')


def folder_name(student: str) -> str:
    """Return a name that every file system takes, for almost all students their own."""
    name = _UNFIT.sub("_", student).strip(" .")
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


def write_class(
    folder: Path, journal: Journal, order: Iterable[str], course: Course
) -> list[Summary]:
    """Write what is missing of the results, then gradebook, timing and class page.

    Returns what stands in the gradebook.
    """
    order = list(order)
    summaries, runs = [], []
    for attempt, report in counted(journal, course):
        write_result(folder, attempt.student, report)
        page = f"results/{quote(folder_name(attempt.student))}/{attempt.exercise}.html"
        summaries.append(summary_of(attempt.student, report, page, attempt.submitted))
        runs.append(run_of(attempt.student, report, page))
    write_atomically(folder / "gradebook.csv", gradebook(summaries).encode())
    write_atomically(folder / "timing.html", render_timing(timing(runs, order)).encode())
    write_atomically(folder / "index.html", render_class(roster(summaries, order)).encode())
    _sweep(folder)
    return summaries


def publish(folder: Path, target: Path) -> None:
    """Copy what students may see to a new folder: everything but the journal. Raises UsageFault."""
    try:
        shutil.copytree(folder, target, ignore=shutil.ignore_patterns(f"{FILE}*"))
    except OSError as error:
        raise UsageFault(f"{target} cannot be written: {error}") from error


def _sweep(folder: Path) -> None:
    """Remove the half-written files of a killed run; the journal's lock says that it has ended."""
    for place in (folder, *(folder / "results").glob("*")):
        for left in place.glob(".*.*.*"):
            left.unlink()


def counted(journal: Journal, course: Course) -> Iterator[tuple[Entry, Report]]:
    """Yield, of every student and exercise, the attempt that counts, with its lateness."""
    for _, found in groupby(journal.attempts(), lambda one: (one.student, one.exercise)):
        attempts = list(found)
        if len(attempts) > 1:
            finals = [_judged(journal, course, one).final_score for one in attempts]
            attempts = [attempts[counting(course, finals)]]
        yield attempts[0], _judged(journal, course, attempts[0])


def _judged(journal: Journal, course: Course, attempt: Entry) -> Report:
    report = journal.report(attempt)
    late = lateness(course, attempt.student, report, attempt.submitted)
    return msgspec.structs.replace(report, late=late)


def without_times(report: Report) -> Report:
    """Return the report without when it was made and how long it took."""
    return msgspec.structs.replace(report, started="", duration_s=0.0, timings_s={})


def changes(before: Iterable[Entry], after: Iterable[Entry]) -> list[tuple[Entry, Entry]]:
    """Return the attempts whose score or status differs, as pairs of before and after."""
    old = {(entry.student, entry.exercise, entry.attempt): entry for entry in before}
    pairs = [(old[entry.student, entry.exercise, entry.attempt], entry) for entry in after]
    return [(was, now) for was, now in pairs if (was.score, was.status) != (now.score, now.status)]
