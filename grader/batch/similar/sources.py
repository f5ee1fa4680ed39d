"""What the class handed in last, read from the journal for comparing."""

from collections.abc import Iterator

from grader.batch.journal import Entry, Journal
from grader.catalog import Exercise
from grader.pipeline.reader import Reader
from grader.submission.messages import Lines


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
    """Return the code that every student has from the start: the stub and the lessons' listings."""
    lessons = (one for one in exercise.lessons if one.path.is_file())
    listings = (code for one in lessons for code in one.listings)
    return [exercise.stub.read_text(encoding="utf-8"), *dict.fromkeys(listings)]
