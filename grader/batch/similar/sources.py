"""What the class handed in last, read from the journal for comparing."""

import re
from collections.abc import Iterator

from grader.batch.journal import Entry, Journal
from grader.batch.submissions import HandedIn
from grader.catalog import Exercise
from grader.submission import NOTEBOOK, Submission, parse_submission

_LISTING = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)


def last_sources(journal: Journal, exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Yield every student with the code of the last attempt at the exercise."""
    last: dict[str, Entry] = {}
    for entry in journal.attempts():
        if entry.exercise == exercise.slug:
            last[entry.student] = entry
    for student, entry in last.items():
        yield student, _code(journal.handed_in(entry), exercise)


def given_texts(exercise: Exercise) -> list[str]:
    """Return the code that every student has from the start: the stub and the lesson's listings."""
    lesson = exercise.readme.read_text(encoding="utf-8") if exercise.readme.is_file() else ""
    return [exercise.stub.read_text(encoding="utf-8"), *_LISTING.findall(lesson)]


def _code(found: HandedIn, exercise: Exercise) -> str:
    """Return the code of a file, as far as there is any that could be read."""
    if found.unreadable:
        return ""
    read = parse_submission(found.file, found.raw, exercise)
    if isinstance(read, Submission):
        return read.source.decode("utf-8", "replace")
    return "" if found.file.endswith(NOTEBOOK) else found.raw.decode("utf-8", "replace")
