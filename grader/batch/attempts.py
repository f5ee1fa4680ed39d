"""Which attempt of a student each file is, where a download tells attempts by their times."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from grader.batch.journal import Entry
from grader.batch.layouts import BY_TIME
from grader.batch.submissions import HandedIn


def number_attempts(handed_in: Iterable[HandedIn], known: Iterable[Entry]) -> Iterator[HandedIn]:
    """Yield what was handed in, with numbers for attempts that have times only.

    handed_in: sorted by student and exercise. An attempt that the journal knows by its time keeps
    its number; what is new is counted on from there.
    """
    numbers: dict[tuple[str, str], dict[str, int]] = {}
    for entry in known:
        numbers.setdefault((entry.student, entry.exercise), {})[entry.submitted] = entry.attempt
    for key, found in groupby(handed_in, lambda one: (one.student, one.exercise)):
        before = numbers.get(key, {})
        last = max(before.values(), default=0)
        for one in sorted(found, key=lambda one: (one.attempt, one.submitted)):
            if one.attempt != BY_TIME:
                yield one
                continue
            number = before.get(one.submitted, last + 1)
            last = max(last, number)
            yield replace(one, attempt=number)
