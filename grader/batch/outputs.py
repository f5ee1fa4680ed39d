"""What a batch leaves to read: a page and a file per submission, the gradebook, the class page.

Everything is made from the journal and holds no time of day and no duration, so that two runs over
the same submissions leave the same bytes.
"""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import msgspec

from grader.batch.journal import Entry, Journal
from grader.files import write_atomically
from grader.model import Report, encode_report
from grader.report.render import render_class, render_html
from grader.report.roster import gradebook, roster, summary_of

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


def write_class(folder: Path, journal: Journal, order: Iterable[str]) -> None:
    """Write what is missing of the results, then the gradebook and the class page."""
    summaries = []
    for entry in journal.current():
        report = journal.report(entry)
        write_result(folder, entry.student, report)
        page = f"results/{quote(folder_name(entry.student))}/{entry.exercise}.html"
        summaries.append(summary_of(entry.student, report, page))
    write_atomically(folder / "gradebook.csv", gradebook(summaries).encode())
    write_atomically(folder / "index.html", render_class(roster(summaries, order)).encode())


def without_times(report: Report) -> Report:
    """Return the report without when it was made and how long it took."""
    return msgspec.structs.replace(report, started="", duration_s=0.0, timings_s={})


def changes(before: Iterable[Entry], after: Iterable[Entry]) -> list[tuple[Entry, Entry]]:
    """Return the attempts whose score or status differs, as pairs of before and after."""
    old = {(entry.student, entry.exercise): entry for entry in before}
    pairs = [(old[entry.student, entry.exercise], entry) for entry in after]
    return [(was, now) for was, now in pairs if (was.score, was.status) != (now.score, now.status)]
