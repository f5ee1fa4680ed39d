"""What the class handed in last, read from the journal for comparing."""

import re
from collections.abc import Iterator

from grader.batch.journal import Entry, Journal
from grader.catalog import Exercise
from grader.pipeline.reader import Reader
from grader.submission.messages import Lines

_LISTING = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)


def last_sources(
    journal: Journal, exercise: Exercise, reader: Reader
) -> Iterator[tuple[str, Lines]]:
    """Yield every student with the code of the last attempt at the exercise."""
    last: dict[str, Entry] = {}
    for entry in journal.attempts():
        if entry.exercise == exercise.slug:
            last[entry.student] = entry
    for student, entry in last.items():
        found = journal.handed_in(entry)
        yield student, reader.lines(exercise, found.file, found.raw)


def given_texts(exercise: Exercise) -> list[str]:
    """Return the code that every student has from the start: the stub and the lesson's listings."""
    lesson = exercise.readme.read_text(encoding="utf-8") if exercise.readme.is_file() else ""
    return [exercise.stub.read_text(encoding="utf-8"), *_LISTING.findall(lesson)]
