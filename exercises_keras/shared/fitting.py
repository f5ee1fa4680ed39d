"""What a script trained with, ended with and printed, as its claims tell."""

import re
from typing import NamedTuple

import numpy as np

from grader.judge import row_digests, rows_of


class Fed(NamedTuple):
    """The rows of one step: the digests of its pictures, and the labels as numbers, if seen."""

    rows: list[int]
    labels: list[int]


def fed_pictures(graph, trace, classes=10, numbers=784):
    """Return what each step of the script was fed, of those whose pictures were seen.

    numbers: how many there are in a picture, or whatever a row is.
    """
    step = graph.handle("step()").name
    forms = {1: np.arange(classes)[:, None], classes: np.eye(classes)}
    known = {
        width: dict(zip(row_digests(form).tolist(), range(classes), strict=True))
        for width, form in forms.items()
    }
    found = []
    for run in trace.runs:
        if step not in run.fetches:
            continue
        pictures = [feed for feed in run.feeds if np.prod(feed.shape[1:]) == numbers]
        if pictures:
            rows = rows_of(pictures[0]).tolist()
            found.append(Fed(rows, _labels(run.feeds, known, len(rows))))
    return found


def _labels(feeds, known, count):
    """Return the labels as numbers: `known` has them by digest, for each width of a row."""
    for feed in feeds:
        digests, names = rows_of(feed).tolist(), known.get(int(np.prod(feed.shape[1:])), {})
        if len(digests) == count and names.keys() >= set(digests):
            return [names[one] for one in digests]
    return []


def ended(graph, trace, paths):
    """Return the arrays that the script ended with, one for each path; none if one is not there."""
    values = trace.final_values(0)
    names = [graph.variable(path) for path in paths]
    return [values[name] for name in names] if all(name in values for name in names) else []


def is_printed(printed, shares):
    """Say whether the last line that was printed holds one of the shares, or that in per cent.

    A number with a point is either; a whole one is a share in per cent if the sign is beside it.
    """
    last = _last_of(printed)
    numbers = _numbers(r"\d+\.\d+", last)
    whole = _numbers(r"\b(\d+) ?%", last)
    return any(
        (np.abs(numbers - right) < 0.0051).any()
        or (np.abs(numbers / 100 - right) < 1e-3).any()
        or (np.abs(whole / 100 - right) < 0.0051).any()
        for right in shares
    )


def is_number_printed(printed, values):
    """Say whether the last line that was printed holds one of the numbers, to two digits."""
    numbers = _numbers(r"\d+\.\d\d+", _last_of(printed))
    return any((np.abs(numbers - one) < 0.0051).any() for one in values)


def _last_of(printed):
    return (printed.text.strip().splitlines() or [""])[-1]


def _numbers(pattern, text):
    return np.array([float(one) for one in re.findall(pattern, text)])
