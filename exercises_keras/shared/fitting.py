"""What a script trained with, ended with and printed, as its claims tell."""

import re
from typing import NamedTuple

import numpy as np

from grader.judge import row_digests, rows_of


class Fed(NamedTuple):
    """The rows of one step: the digests of its pictures, and the labels as numbers, if seen."""

    rows: list[int]
    labels: list[int]


def fed_pictures(graph, trace, classes=10):
    """Return what each step of the script was fed, of those whose pictures were seen."""
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
        pictures = [feed for feed in run.feeds if np.prod(feed.shape[1:]) == 784]
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
    """Say whether the last line that was printed holds one of the shares, or that in per cent."""
    last = (printed.text.strip().splitlines() or [""])[-1]
    numbers = np.array([float(one) for one in re.findall(r"\d+\.\d+", last)])
    return any(
        (np.abs(numbers - right) < 0.0051).any() or (np.abs(numbers / 100 - right) < 1e-3).any()
        for right in shares
    )
