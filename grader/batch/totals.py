"""From the rows of a gradebook to one total for each student; pure."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from grader.batch.roster import Summary
from grader.foundation.text import spreadsheet_cell
from grader.report.amounts import exact_points

_HUNDREDTH = Decimal("0.01")


def percentage(found: Iterable[Summary], weights: Mapping[str, float]) -> Decimal | None:
    """Return what a student reached of all that counts, in percent; None if nothing counts.

    Each exercise counts by its share of the points times its weight; without weights, by its
    points. What is excused or could not be judged by the grader's own fault does not count.
    """
    reached = possible = Decimal(0)
    for one in found:
        if not one.counts:
            continue
        most = Decimal(repr(one.max_score))
        weight = Decimal(repr(weights.get(one.exercise, 0.0))) if weights else most
        if most:
            reached += weight * Decimal(repr(one.score)) / most
            possible += weight
    if not possible:
        return None
    return (100 * reached / possible).quantize(_HUNDREDTH, ROUND_HALF_UP)


def totals(summaries: Iterable[Summary], order: Sequence[str], weights: Mapping[str, float]) -> str:
    """Return a CSV table with a row for each student: points by exercise and the total."""
    by_student: dict[tuple[str, str], dict[str, Summary]] = {}
    for one in summaries:
        by_student.setdefault((one.student, one.name), {})[one.exercise] = one
    used = {slug for found in by_student.values() for slug in found}
    columns = [slug for slug in order if slug in used]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["student", "name", *columns, "total_percent"])
    for (student, name), found in sorted(by_student.items()):
        total = percentage(found.values(), weights)
        points = [_points(found.get(slug)) for slug in columns]
        cells = [student, name, *points, "" if total is None else f"{total:f}"]
        writer.writerow(map(spreadsheet_cell, cells))
    return text.getvalue()


def _points(one: Summary | None) -> str:
    if one is None or one.status == "grader_fault":
        return ""
    return "excused" if one.status == "excused" else exact_points(one.score)
